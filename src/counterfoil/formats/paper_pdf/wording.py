"""The languages in which papers about money are printed: one file each, in the folder `languages`, all with the same keys."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "languages"
ENGLISH = "en"
"""What is printed where there is no file for a language."""
REMITTANCE, STATEMENT = "remittance", "statement"


@dataclass(frozen=True)
class Wording:
    """What stands on one kind of paper in one language."""

    code: str
    words: Mapping[str, str]


def languages() -> tuple[str, ...]:
    """The codes of all languages that there is a file for."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def wording(kind: str, code: str) -> Wording:
    """What is said on a kind of paper in this language, or in English where it has no file."""
    known = code if code in languages() else ENGLISH
    said = tomllib.loads((_FOLDER / f"{known}.toml").read_text(encoding="utf-8"))
    return Wording(known, said["every"] | said[kind])
