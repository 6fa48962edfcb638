"""The states of a catalogue's row: offered to whoever picks one, or kept for what names it already."""

IN_USE, RETIRED = "in_use", "retired"

FIRST = (IN_USE,)
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "change": ((IN_USE,), IN_USE),
    "retire": ((IN_USE,), RETIRED),
    "restore": ((RETIRED,), IN_USE),
}
"""verb → (states it may start from, state it leads to). The guard in the database is made from the same table."""
