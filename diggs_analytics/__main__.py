"""`python -m diggs_analytics`: see command_line."""

import sys

from diggs_analytics.command_line.reading import begin_early


def main() -> None:
    begin_early(sys.argv[1:])
    from diggs_analytics.command_line.app import main as understand_and_do

    understand_and_do()


if __name__ == "__main__":
    main()
