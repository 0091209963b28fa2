"""Words from files, as they are: Streamlit reads text as Markdown, and a cell may hold
``*stars*`` or the picture of somebody else's server."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!~:$<>|&-])")


def literal(text: str) -> str:
    """Markdown that shows exactly this text."""
    return _MARKUP.sub(r"\\\1", text)
