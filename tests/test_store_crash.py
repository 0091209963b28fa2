"""Several processes at one store: one that is killed, one that reads on, two that want the same."""

import itertools
import multiprocessing
import os
import signal
import time
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

from diggs_analytics.domain.delivery import Delivery, SetAsideRow, Sheet
from diggs_analytics.domain.tables import ANZEIGEN
from diggs_analytics.store import deliveries, open_store, state
from diggs_analytics.store.engine import reading
from diggs_analytics.store.schema import METADATA
from tests.builders import empty_store

RECEIVED = date(2024, 10, 7)

# A server that has imported the libraries once and forks quickly; elsewhere (Windows) new ones.
METHODS = multiprocessing.get_all_start_methods()
PROCESSES = multiprocessing.get_context("forkserver" if "forkserver" in METHODS else "spawn")
PROCESSES.set_forkserver_preload(["diggs_analytics.store.deliveries", "alembic.command", __name__])


@pytest.fixture
def store(tmp_path):
    with empty_store(tmp_path) as engine:
        yield engine


def url_of(engine: sa.Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def numbered(name: str, rows: int) -> Delivery:
    """So many rows of Köln and Münster, each of 2 Klassen, and some that are set aside."""
    number = np.arange(rows)
    columns = {
        "schuljahr": "2024/25",
        "bezirksregierung": np.where(number % 2, "Köln", "Münster"),
        "schulnummer": (100000 + number).astype(str),
        "schule": name,
        "bildungsgang": "Erziehung",
        "eingangsdatum": pd.Timestamp("2024-08-01"),
        "klassen": 2,
        "stunden_distanz": number / 4,
    }
    frame = pd.DataFrame(columns, index=number + 2).reindex(columns=ANZEIGEN.names)
    aside = tuple(SetAsideRow(-n, {"schule": name}, ("Grund",)) for n in range(1, rows // 100 + 2))
    sheet = Sheet(name, ANZEIGEN, 1, rows + len(aside), frame.astype(ANZEIGEN.dtypes), aside)
    return Delivery(f"{name}.xlsx", name.encode() * 1000, (sheet,))


def what_stands(engine: sa.Engine) -> dict:
    """Figures of the state in force, and how many rows every table of the database holds."""
    rows, scopes = state.rows(engine, ANZEIGEN), state.scopes(engine)
    with reading(engine) as connection:
        sizes = {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for name, table in METADATA.tables.items()
        }
    return sizes | {
        "names": set(rows["schule"]),
        "klassen": rows["klassen"].sum(),
        "in force": len(rows),
        "scopes": list(scopes[["bezirksregierung", "rows", "file_name"]].itertuples(index=False)),
        "listed": deliveries.listing(engine)["file_name"].to_list(),
    }


def is_sound(engine: sa.Engine) -> bool:
    if engine.name != "sqlite":
        return True
    with reading(engine) as connection:
        damage = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return damage == "ok" and not orphans


def import_rows(url: str, name: str, rows: int, messages: Connection) -> None:
    engine, delivery = open_store(url), numbered(name, rows)
    messages.send("begins")
    deliveries.keep(engine, delivery, RECEIVED, "Test")
    messages.send("is done")


def start(target, *arguments) -> tuple[multiprocessing.Process, Connection]:
    here, there = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=target, args=(*arguments, there), daemon=True)
    process.start()
    there.close()
    return process, here


ROWS = 20_000
MOMENTS = 14


def import_killed_after(seconds: float, store: sa.Engine) -> None:
    process, messages = start(import_rows, url_of(store), "new", ROWS)
    assert messages.recv() == "begins"
    time.sleep(seconds)
    process.kill()
    process.join()


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory):
    """The state that an import finds, the state it leaves, and how long it takes."""
    with empty_store(tmp_path_factory.mktemp("whole")) as engine:
        deliveries.keep(engine, numbered("old", 100), RECEIVED, "Test")
        before = what_stands(engine)
        process, messages = start(import_rows, url_of(engine), "new", ROWS)
        messages.recv()
        began = time.perf_counter()
        messages.recv()
        seconds = time.perf_counter() - began
        process.join()
        return before, what_stands(engine), seconds


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed_at_any_moment(store, before_and_after, moment):
    before, after, seconds = before_and_after
    deliveries.keep(store, numbered("old", 100), RECEIVED, "Test")

    import_killed_after(seconds * moment / (MOMENTS - 3), store)

    store.dispose()  # what is read next is opened anew
    assert is_sound(store)
    assert what_stands(store) in (before, after)


def import_until_statement(url: str, name: str, last: int, messages: Connection) -> None:
    """Kills itself where the statement with that number would begin; counts COMMIT as one."""
    engine, delivery, number = open_store(url), numbered(name, 50), itertools.count(1)

    def die_in_time(*_: object) -> None:
        if next(number) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(engine, "before_cursor_execute", die_in_time)
    sa.event.listen(engine, "commit", die_in_time)
    deliveries.keep(engine, delivery, RECEIVED, "Test")
    messages.send(next(number))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows kennt kein SIGKILL.")
def test_killed_before_any_statement(store):
    deliveries.keep(store, numbered("old", 10), RECEIVED, "Test")
    before = what_stands(store)

    for statement in itertools.count(1):
        process, messages = start(
            import_until_statement, url_of(store), f"new {statement}", statement
        )
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        assert is_sound(store)
        assert what_stands(store) == before

    assert statement == messages.recv() and statement > 8
    assert what_stands(store)["listed"] == [f"new {statement}.xlsx", "old.xlsx"]


SIZES = range(1000, 4001, 1000)


def import_one_after_another(url: str, messages: Connection) -> None:
    engine = open_store(url)
    for rows in SIZES:
        deliveries.keep(engine, numbered(f"{rows}", rows), RECEIVED, "Test")
    messages.send("is done")


def test_reading_goes_on_while_another_process_imports(store):
    process, messages = start(import_one_after_another, url_of(store))
    seen = []

    while process.is_alive():
        rows = state.rows(store, ANZEIGEN)
        scopes, aside = state.scopes(store), state.set_aside(store)
        seen.append((len(rows), set(rows["schule"]) <= {str(len(rows))}))
        assert scopes["rows"].sum() >= len(rows) and aside["delivery_id"].nunique() <= 1
    process.join()

    assert messages.recv() == "is done"
    assert {whole for _, whole in seen} == {True}
    assert [size for size, _ in itertools.groupby(seen, key=lambda read: read[0])] == sorted(
        {size for size, _ in seen}
    )
    assert {size for size, _ in seen} <= {0, *SIZES}


def import_together(url: str, barrier, messages: Connection) -> None:
    engine, delivery = open_store(url), numbered("same", 500)
    barrier.wait()
    messages.send(deliveries.keep(engine, delivery, RECEIVED, "Test").known_since)


def test_of_several_that_import_one_file_at_once_one_wins(store):
    barrier = PROCESSES.Barrier(4)
    started = [start(import_together, url_of(store), barrier) for _ in range(4)]

    answers = [messages.recv() for _, messages in started]

    for process, _ in started:
        process.join()
    assert sorted(answers, key=str) == [RECEIVED] * 3 + [None]
    assert deliveries.listing(store)["rows_accepted"].to_list() == [500]


def open_together(url: str, barrier, messages: Connection) -> None:
    barrier.wait()
    messages.send(state.version(open_store(url)))


def test_several_that_start_at_once_make_one_store(tmp_path: Path):
    url, barrier = f"sqlite:///{tmp_path}/new/d.sqlite", PROCESSES.Barrier(6)
    started = [start(open_together, url, barrier) for _ in range(6)]

    assert [messages.recv() for _, messages in started] == [0] * 6
    for process, _ in started:
        process.join()
