"""`python -m diggs_analytics`: see command_line."""

from diggs_analytics.command_line.app import main

if __name__ == "__main__":
    main()
