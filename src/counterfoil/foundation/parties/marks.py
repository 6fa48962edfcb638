"""The names by which documents know a party, as they are kept and compared. Pure."""

from counterfoil.foundation.kernel.values import bare, bare_name

Mark = tuple[str, str]
"""A scheme and a value."""
NAME = "name"


def marked(scheme: str, value: str) -> Mark:
    """A name by its letters and digits of any script; every number and identifier by its capitals and digits.

    No scheme has a colon: where they are written one to a line, it ends at the colon.
    """
    plain = scheme.replace(":", " ").strip()
    return plain, bare_name(value) if plain == NAME else bare(value)
