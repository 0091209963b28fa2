"""A Streamlit server for the time of a measurement."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from benchmarks.pairs import ROOT, environment

START_SECONDS = 120


@contextmanager
def serving(script: Path, **settings: str) -> Iterator[tuple[str, float]]:
    """The address of the server, and how many seconds after its start it answered. Whatever it
    serves, it runs with the settings of the dashboard (.streamlit/config.toml)."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    start = time.perf_counter()
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}", time.perf_counter() - start
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait(address: str, server: subprocess.Popen) -> None:
    for _ in range(START_SECONDS * 100):
        try:
            with urllib.request.urlopen(address):
                return
        except URLError:
            assert server.poll() is None, "the server has ended"
            time.sleep(0.01)
    raise TimeoutError(address)
