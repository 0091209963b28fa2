"""The October evaluation: its figures are those of the pages, its checklist stops, its folder is
whole or not there."""

import itertools
import multiprocessing
import os
import signal
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from diggs_analytics.analysis.measures import MEASURES, measure_named
from diggs_analytics.analysis.records import prepare
from diggs_analytics.analysis.values import measure_by
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN
from diggs_analytics.evaluation.checklist import Level
from diggs_analytics.evaluation.criteria import BREAKDOWNS, DEFAULT, breaks_down
from diggs_analytics.evaluation.folder import MANIFEST, SEAL, contents, read, sha256
from diggs_analytics.evaluation.freeze import freeze
from diggs_analytics.evaluation.run import Evaluation, evaluate
from diggs_analytics.evaluation.stichtag import default_stichtag
from diggs_analytics.evaluation.verify import verify
from diggs_analytics.store import deliveries, evaluations, open_store, state
from tests.builders import delivery, empty_store, sheet

# As little as can be counted, where what is counted does not matter.
LIGHT = replace(DEFAULT, name="Klein", measures=("anzeigen",), breakdowns=("bezirksregierung",))

METHODS = multiprocessing.get_all_start_methods()
PROCESSES = multiprocessing.get_context("forkserver" if "forkserver" in METHODS else "spawn")
PROCESSES.set_forkserver_preload(["diggs_analytics.evaluation.freeze", __name__])


@pytest.fixture(scope="module")
def sample(loaded_store):
    engine = open_store(f"sqlite:///{loaded_store}")
    yield engine
    engine.dispose()


@pytest.fixture
def own(own_store):
    engine = open_store(f"sqlite:///{own_store}")
    yield engine
    engine.dispose()


def run(engine, jahr="2024/25", criteria=LIGHT, accepted=None, **more) -> Evaluation:
    day = default_stichtag(jahr)
    return evaluate(engine, jahr, day, criteria, accepted or {}, "Test", **more)


def all_accepted(evaluation: Evaluation) -> dict[str, str]:
    return {point.key: "bekannt" for point in evaluation.open_points}


def ready(engine, jahr="2024/25", criteria=LIGHT) -> Evaluation:
    return run(engine, jahr, criteria, all_accepted(run(engine, jahr, criteria)))


# Figures


@pytest.fixture(scope="module", params=["2024/25", "2025/26"])
def whole(sample, request) -> Evaluation:
    return run(sample, request.param, DEFAULT)


@pytest.fixture(scope="module")
def records(sample):
    return prepare(
        *(state.rows(sample, table) for table in (ANZEIGEN, POK, SCHULEN)), state.scopes(sample)
    )


# The Rechtsstatus is in the register; rows have it in an evaluation only.
GROUPS = [
    (measure.name, column)
    for measure in MEASURES
    for column in ("", *BREAKDOWNS)
    if column != "rechtsstatus" and (not column or breaks_down(measure, column))
]


@pytest.mark.parametrize("measure, column", GROUPS)
def test_figures_are_those_of_the_pages(whole, records, measure, column):
    by = [column] if column else []
    page = measure_by(records, measure_named(measure), whole.selection, by)

    part = whole.figures[
        (whole.figures["measure"] == measure) & (whole.figures["breakdown"] == column)
    ]

    assert len(page) > 0
    assert part["value"].tolist() == pytest.approx(page["value"].tolist(), rel=1e-15, nan_ok=True)
    assert part["nothing"].tolist() == page["nothing"].tolist()
    assert part["group"].tolist() == (page[column].astype("str").tolist() if column else [""])


def test_every_figure_has_an_id_of_its_own(whole):
    ids = whole.figures["id"]

    assert ids.is_unique
    assert {"anzeigen", "anzeigen/bezirksregierung=Köln", "pok/ebene=schulübergreifend"} <= set(ids)


def value(evaluation: Evaluation, one: str) -> float:
    return evaluation.figures.set_index("id").loc[one, "value"]


def test_a_total_is_not_the_sum_of_its_groups(whole):
    named = whole.figures[whole.figures["id"].str.startswith("pok/bezirksregierung=")]

    assert value(whole, "pok") < named["value"].sum()


def test_by_rechtsstatus_of_the_register(whole, records):
    register = records.schulen[records.schulen["schuljahr"] == whole.schuljahr]
    private = register.loc[register["rechtsstatus"] == "privat", "schulnummer"].astype("str")
    rows = whole.rows["anzeigen"]
    counting = rows["eingangsdatum"].le(pd.Timestamp(whole.stichtag))
    counting &= rows["status"] != "zurückgezogen"

    by_hand = (counting & rows["schulnummer"].isin(private)).sum()

    assert value(whole, "anzeigen/rechtsstatus=privat") == by_hand > 0


@pytest.mark.parametrize(
    "counts, expected",
    [
        ({}, {"Erstanzeige", "Änderung", "Beendigung"}),
        ({"art": ("Erstanzeige",)}, {"Erstanzeige"}),
        (
            {"art": ("Änderung", "Beendigung"), "status": ("angezeigt", "zur Kenntnis genommen")},
            {"Änderung", "Beendigung"},
        ),
    ],
)
def test_criteria_say_which_rows_count(sample, counts, expected):
    evaluation = run(sample, criteria=replace(LIGHT, counts=counts))
    rows = evaluation.rows["anzeigen"]
    rows = rows[rows["eingangsdatum"] <= pd.Timestamp(evaluation.stichtag)]
    status = counts.get("status", set(rows["status"]) - {"zurückgezogen"})

    by_hand = (rows["art"].isin(expected) & rows["status"].isin(status)).sum()

    assert value(evaluation, "anzeigen") == by_hand > 0


def test_a_limit_is_held_against_only_where_it_is_on_file(sample):
    criteria = replace(LIGHT, measures=("distanzanteil",), breakdowns=("bildungsgang",))
    plain = run(sample, criteria=criteria).figures
    name = plain["group"].iloc[1]
    share = plain["value"].iloc[1]
    limited = run(sample, criteria=replace(criteria, limits={name: share / 2})).figures

    assert plain["note"].iloc[1:].str.contains("Grenzwert nicht hinterlegt").all()
    assert "Grenzwert" not in plain["note"].iloc[0]
    assert "über dem Grenzwert" in limited["note"].iloc[1]
    assert limited["note"].str.contains("nicht hinterlegt").sum() == len(limited) - 2


def test_as_known_on_an_earlier_day(sample):
    """Arnsberg's corrected list of 2024/25 came on 04.09.2025."""
    then, now = (run(sample, stand=day) for day in (date(2025, 9, 3), None))

    assert then.sources["received"].max() == date(2025, 8, 19)
    assert now.sources["received"].max() == date(2025, 9, 4)
    assert set(then.sources["file_name"]) != set(now.sources["file_name"])


# Stichtag


@pytest.mark.parametrize(
    "setting, expected",
    [
        (None, date(2024, 10, 15)),
        ("8.10.", date(2024, 10, 8)),
        ("01.02.", date(2025, 2, 1)),
    ],
)
def test_the_default_stichtag(monkeypatch, setting, expected):
    monkeypatch.setenv("DIGGS_EVALUATION_DAY", setting or "")

    assert default_stichtag("2024/25") == expected


@pytest.mark.parametrize("setting", ["Oktober", "15.10.2024", "31.02.", "10-15"])
def test_a_setting_that_is_no_day(monkeypatch, setting):
    monkeypatch.setenv("DIGGS_EVALUATION_DAY", setting)

    with pytest.raises(DiggsError, match=f"»{setting}« ist kein Tag des Jahres"):
        default_stichtag("2024/25")


@pytest.mark.parametrize(
    "jahr, day, sentence",
    [
        ("2024/25", date(2025, 8, 1), "liegt nicht im Schuljahr 2024/25"),
        ("2024/25", date(2024, 7, 31), "liegt nicht im Schuljahr 2024/25"),
        ("2098/99", date(2098, 10, 15), "liegt in der Zukunft"),
    ],
)
def test_a_stichtag_that_is_refused(sample, jahr, day, sentence):
    with pytest.raises(DiggsError, match=sentence):
        evaluate(sample, jahr, day, LIGHT, {}, "Test")


# Checklist

HEADER = "schuljahr | bezirksregierung | schulnummer | anlage | bildungsgang | eingangsdatum"


def levels(evaluation: Evaluation) -> dict[str, Level]:
    return {point.key: point.level for point in evaluation.checklist}


def texts(evaluation: Evaluation) -> dict[str, str]:
    return {point.key: point.text for point in evaluation.checklist}


def test_who_has_delivered_and_who_has_not(sample):
    evaluation = run(sample, "2026/27")

    assert {key: level for key, level in levels(evaluation).items() if level is Level.OK}.keys() == {
        "anzeigen-koeln", "pok-koeln", "korrekturen", "register", "kriterien",
    }  # fmt: skip
    said = texts(evaluation)
    assert said["anzeigen-detmold"] == "Anzeigen aus Detmold: nicht geliefert."
    assert "PoK aus Arnsberg: geliefert am 12.10.2026, vor dem Stichtag." in said["pok-arnsberg"]
    assert said["anzeigen-koeln"] == "Anzeigen aus Köln: geliefert am 16.10.2026."
    assert said["zurueckgestellt-koeln"].startswith("Köln: 2 Zeilen sind zurückgestellt")


def test_an_empty_schuljahr_blocks(sample, tmp_path):
    evaluation = run(sample, "2020/21")
    evaluation = run(sample, "2020/21", accepted={"register": "gibt es nicht"})

    assert [point.key for point in evaluation.open_points] == ["lieferungen"]
    assert texts(evaluation)["lieferungen"] == "Für 2020/21 gilt keine einzige Lieferung."
    with pytest.raises(DiggsError, match="noch offen: »lieferungen«"):
        freeze(sample, evaluation, tmp_path / "o")
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_that_was_not_read_and_a_missing_register(tmp_path):
    finding = Finding(Severity.ERROR, "missing_column", "Im Blatt »PoK« fehlt die Spalte Ebene.")
    picture = f"{HEADER}\n2024/25 | Köln | 200001 | A | Koch | 2024-09-02"
    with empty_store(tmp_path) as engine:
        deliveries.keep(
            engine,
            delivery(sheet(picture, ANZEIGEN), findings=[finding]),
            date(2024, 10, 20),
            "Test",
        )
        evaluation = run(engine)

    assert levels(evaluation)["befunde-1"] is levels(evaluation)["register"] is Level.WARNING
    assert texts(evaluation)["befunde-1"] == (
        "»lieferung.xlsx« vom 20.10.2024: Im Blatt »PoK« fehlt die Spalte Ebene."
    )
    assert "2024/25 fehlt; dort gibt es keine Quote" in texts(evaluation)["register"]
    assert texts(evaluation)["zurueckgestellt"] == "Keine Zeile ist zurückgestellt."


def test_a_correction_that_nobody_decided_about(tmp_path):
    from tests.test_corrections import correct, receive

    with empty_store(tmp_path) as engine:
        receive(engine, "200001 2")
        correct(engine, "200001", klassen=5)
        receive(engine, "200001 3", days=20)
        evaluation = run(engine, "2025/26")

    assert levels(evaluation)["korrektur-1"] is Level.WARNING
    assert "Korrektur 1 (Anzeigen, Köln) widerspricht" in texts(evaluation)["korrektur-1"]


def test_criteria_that_changed_since_last_year(own, tmp_path):
    freeze(own, ready(own, "2024/25"), tmp_path / "2024")

    same, other = (
        run(own, "2025/26", criteria)
        for criteria in (
            replace(LIGHT, name="Neu benannt"),
            replace(LIGHT, name="Neu", counts={"art": ("Erstanzeige",)}),
        )
    )

    assert levels(same)["kriterien"] is Level.OK
    assert levels(other)["kriterien"] is Level.WARNING
    assert "»Neu« statt »Klein« wie 2024/25" in texts(other)["kriterien"]


@pytest.mark.parametrize(
    "accepted, sentence",
    [
        ({"mond": "voll"}, "Einen Hinweis »mond« gibt es in der Prüfliste nicht."),
        ({"register": "liegt vor"}, "Einen Hinweis »register« gibt es"),
        ({"zurueckgestellt-koeln": " "}, "Zum Hinweis »zurueckgestellt-koeln« fehlt der Grund."),
    ],
)
def test_only_warnings_are_ticked_off_and_with_a_reason(sample, accepted, sentence):
    with pytest.raises(DiggsError, match=sentence):
        run(sample, accepted=accepted)


def test_a_warning_ticked_off_keeps_its_reason(sample):
    before = run(sample)
    after = run(sample, accepted={"zurueckgestellt-koeln": "Köln bessert nach"})

    left = {point.key for point in before.open_points} - {point.key for point in after.open_points}
    assert left == {"zurueckgestellt-koeln"}
    assert "Köln bessert nach" in [point.reason for point in after.checklist]


# Freezing


def test_what_was_frozen_can_be_read_again(own, tmp_path, whole):
    evaluation = run(own, whole.schuljahr, DEFAULT, all_accepted(whole))
    freeze(own, evaluation, tmp_path / "o")

    again = read(tmp_path / "o")

    for name, rows in evaluation.rows.items():
        pd.testing.assert_frame_equal(again.rows[name], rows)
    pd.testing.assert_frame_equal(again.figures, evaluation.figures)
    assert again.sources.to_dict("records") == evaluation.sources.to_dict("records")
    for name in ("schuljahr", "stichtag", "stand", "criteria", "checklist", "versions", "made_at"):
        assert getattr(again, name) == getattr(evaluation, name)


def test_it_is_listed(own, tmp_path):
    freeze(own, ready(own), tmp_path / "o")

    (one,) = evaluations.listing(own).to_dict("records")
    content = evaluations.last_content(own, "2024/25")

    assert (one["schuljahr"], one["stichtag"], one["criteria"], one["made_by"]) == (
        "2024/25", date(2024, 10, 15), "Klein", "Test",
    )  # fmt: skip
    assert one["folder"] == str(tmp_path / "o")
    assert one["manifest_sha256"] == sha256((tmp_path / "o" / MANIFEST).read_bytes())
    assert [figure["id"] for figure in content["figures"]][:2] == [
        "anzeigen", "anzeigen/bezirksregierung=Arnsberg",
    ]  # fmt: skip
    assert content["criteria"]["name"] == "Klein"


def test_of_the_same_state_the_same_bytes(sample):
    first, second = (contents(ready(sample)) for _ in range(2))

    assert {path for path in first if first[path] != second[path]} <= {MANIFEST, SEAL}


def test_twice_into_one_folder_is_refused(own, tmp_path):
    freeze(own, ready(own), tmp_path / "o")
    before = {path: path.read_bytes() for path in tmp_path.glob("o/*.json")}

    with pytest.raises(DiggsError, match="gibt es schon; eine Auswertung wird nie überschrieben"):
        freeze(own, ready(own, "2025/26"), tmp_path / "o")

    assert {path: path.read_bytes() for path in tmp_path.glob("o/*.json")} == before
    assert len(evaluations.listing(own)) == 1


def test_an_unwritable_place(own, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(DiggsError, match="lässt sich nicht schreiben: "):
        freeze(own, ready(own), tmp_path / "file" / "o")
    assert evaluations.listing(own).empty


def freeze_until(url: str, evaluation: Evaluation, folder: Path, last: int, messages) -> None:
    """Kills itself where the step with that number would begin: a file opened for writing, a
    folder made or renamed, a commit."""
    engine, number = open_store(url), itertools.count(1)

    def die_in_time(*_: object) -> None:
        if next(number) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(event: str, arguments: tuple) -> None:
        writes = event in ("os.mkdir", "os.rename") or (event == "open" and arguments[1] == "wb")
        if writes and folder.name in str(arguments):
            die_in_time()

    sys.addaudithook(watch)
    sa.event.listen(engine, "commit", die_in_time)
    freeze(engine, evaluation, folder)
    messages.send(next(number))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows kennt kein SIGKILL.")
def test_killed_before_any_step_leaves_nothing_or_all(own, tmp_path):
    url = own.url.render_as_string(hide_password=False)
    evaluation, folder, whole = ready(own), tmp_path / "auswertung", 0

    for step in itertools.count(1):
        here, there = PROCESSES.Pipe(duplex=False)
        arguments = (url, evaluation, folder, step, there)
        process = PROCESSES.Process(target=freeze_until, args=arguments)
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        assert evaluations.listing(own).empty
        if folder.exists():  # killed after the folder got its name, before it was listed
            assert verify(folder) == []
            folder.rename(tmp_path / f"whole {step}")
            whole += 1

    assert whole == 1 and here.recv() == step > 12
    assert verify(folder) == []
    assert len(evaluations.listing(own)) == 1
    assert list(tmp_path.glob(".*.teil")) == []
