"""A process that does what `check` does to a file without a store, without a command line.

`python -m benchmarks.intake_alone FILE` prints the peak memory in MiB; as long as the child reads,
its own counts, too.
"""

import resource
import sys
from pathlib import Path

from diggs_analytics.command_line.reading import importing
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading


def main(file: Path) -> None:
    content = file.read_bytes()
    reading = start_reading(content, Limits())
    with importing():
        from diggs_analytics.intake.delivery import read_delivery
    sheets = reading()
    while_child_lived = _peak(resource.RUSAGE_SELF) + _peak(resource.RUSAGE_CHILDREN)
    delivery = read_delivery(file.name, content, reading=lambda: sheets)
    assert delivery.sheets, delivery.rejected
    print(max(while_child_lived, _peak(resource.RUSAGE_SELF)))


def _peak(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
