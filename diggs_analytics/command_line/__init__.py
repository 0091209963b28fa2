"""The command line: what `python -m diggs_analytics` and `diggs` do.

typer takes its own words ("Usage", "Missing option …") from gettext while it is imported; here,
before that, gettext learns where the German ones lie.
"""

import gettext
import os
from pathlib import Path

os.environ["LANGUAGE"] = "de"
gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
