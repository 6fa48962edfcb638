"""The languages in which an order is printed: one file each, in the folder `languages`, all with the same keys."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "languages"
ENGLISH = "en"
"""What is printed where there is no file for a language."""


@dataclass(frozen=True)
class Language:
    """What stands on an order in one language: its words, and each unit for one and for several."""

    code: str
    words: Mapping[str, str]
    units: Mapping[str, Sequence[str]]

    def counted(self, unit: str, quantity: Decimal) -> str:
        """The word for a quantity of a unit; a unit that has no word is its code."""
        one, several = self.units.get(unit, (unit, unit))
        return one if quantity == 1 else several


def languages() -> tuple[str, ...]:
    """The codes of all languages that there is a file for."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def language(code: str) -> Language:
    """What is said in this language, or in English where it has no file."""
    known = code if code in languages() else ENGLISH
    said = tomllib.loads((_FOLDER / f"{known}.toml").read_text(encoding="utf-8"))
    return Language(known, said["words"], said["units"])
