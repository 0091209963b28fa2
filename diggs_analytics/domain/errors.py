"""Situations in which a step cannot go on: one German sentence, shown without traceback."""


class DiggsError(Exception):
    """Shown as it stands: ``st.error(str(error))`` on a page, one line in the shell."""


class RejectedFile(DiggsError):
    """A file that cannot be read as a whole: no workbook, empty, protected, over a limit."""


class ProtectedFile(RejectedFile):
    """A file that wants a password, or another one than was given."""


class UnknownTable(DiggsError):
    """A table was asked for that nobody declared."""


class StoreUnavailable(DiggsError):
    """The database cannot be opened, is locked for too long, or is of a newer program."""
