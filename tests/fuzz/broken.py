"""Readers with a fault, to see that it is found."""

from counterfoil.formats.ubl import read

_KEPT: list[bytes] = []


def crashes(content: bytes) -> None:
    """Lets another error out."""
    if b"NaN" in content:
        raise ZeroDivisionError


def hangs(content: bytes) -> None:
    """Never comes back from what it can't read, which here is everything with a document type."""
    while b"<!DOCTYPE" in content:
        continue


def grows(content: bytes) -> None:
    """Keeps more and more."""
    _KEPT.append(content * 1_000)


def exits(content: bytes) -> None:
    """Ends the process."""
    read(content)
    raise SystemExit(3)
