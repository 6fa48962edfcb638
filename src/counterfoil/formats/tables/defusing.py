"""Texts that a spreadsheet would take for a formula: somebody else may have written them."""

_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def defused(text: str) -> str:
    """The text; with an apostrophe before it where it would be reckoned instead of read."""
    return f"'{text}" if text.startswith(_BEGINS) else text
