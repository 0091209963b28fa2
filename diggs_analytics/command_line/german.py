"""Typer in German, where gettext does not reach: usage line, help option, wrong usage."""

import typer
from typer._click.exceptions import MissingParameter, NoSuchOption, UsageError
from typer.core import TyperCommand, TyperGroup

USAGE_WORDS = {"Usage:": "Aufruf:", "OPTIONS": "OPTIONEN", "COMMAND [ARGS]": "BEFEHL [ANGABEN]"}


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
    if isinstance(error, MissingParameter):
        return f"Es fehlt die Angabe {error.param.metavar or error.param.opts[0]}."
    if isinstance(error, NoSuchOption):
        return f"Die Option {error.option_name} gibt es nicht."
    hint = getattr(error, "param_hint", None) or getattr(getattr(error, "param", None), "opts", "")
    return f"{hint[0] if isinstance(hint, list) else hint} {error.message}".strip()
