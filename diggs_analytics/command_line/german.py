"""Typer in German, where gettext does not reach: usage line, help option, wrong usage."""

import re

import typer
from typer._click.exceptions import MissingParameter, NoSuchOption, UsageError
from typer.core import TyperCommand, TyperGroup

# What the library says of a wrong call, and in German.
SENTENCES = {
    r"Got unexpected extra argument\(s\) \((.*)\)": "Zu viel angegeben: {}.",
    r"Option '(.*)' requires an argument\.": "Die Option {} braucht einen Wert.",
    r"Option '(.*)' does not take a value\.": "Die Option {} nimmt keinen Wert.",
    r"Input should be a valid integer.*": "Das ist keine ganze Zahl.",
}


class _German:
    def get_usage(self, ctx: typer.Context) -> str:
        usage = super().get_usage(ctx).replace("Usage:", "Aufruf:", 1)
        return usage.replace("[OPTIONS]", "[OPTIONEN]").replace(
            "COMMAND [ARGS]", "BEFEHL [ANGABEN]"
        )

    def get_help_option(self, ctx: typer.Context):
        option = super().get_help_option(ctx)
        option.help = "Diese Hilfe zeigen."
        return option


class GermanCommand(_German, TyperCommand):
    pass


class GermanGroup(_German, TyperGroup):
    pass


def sentence(error: UsageError) -> str:
    """What is wrong with the words of a command."""
    param = getattr(error, "param", None)
    option = param.opts[0] if param and param.param_type_name == "option" else ""
    if isinstance(error, MissingParameter):
        return f"Es fehlt die Angabe {' '.join(filter(None, (option, param.metavar)))}."
    if isinstance(error, NoSuchOption):
        return f"Die Option {error.option_name} gibt es nicht."
    return ": ".join(filter(None, (option, _german(error.message))))


def _german(message: str) -> str:
    for english, german in SENTENCES.items():
        if found := re.fullmatch(english, message):
            return german.format(*found.groups())
    return message
