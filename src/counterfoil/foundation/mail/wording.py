"""What mail says where nobody has worded it otherwise: one file for each language, in the folder `languages`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "languages"
ENGLISH = "en"
"""What is said where there is no file for a language."""
ORDER, INVITATION, PASSWORD = "order", "invitation", "password"
REMITTANCE, ALERTS = "remittance", "alerts"
"""The mails that there is a text for."""


@dataclass(frozen=True)
class Wording:
    """The subject and the text of one kind of mail, with named places such as {number}; and what else is said in it, by name."""

    subject: str
    text: str
    parts: Mapping[str, str] = field(default_factory=dict)


def languages() -> tuple[str, ...]:
    """The codes of all languages that there is a file for."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def wording(kind: str, locale: str) -> Wording:
    """What a kind of mail says in the language of a locale, or in English where that has no file."""
    language = locale.replace("-", "_").partition("_")[0].lower()
    known = language if language in languages() else ENGLISH
    said = tomllib.loads((_FOLDER / f"{known}.toml").read_text(encoding="utf-8"))[kind]
    return Wording(
        said["subject"], said["text"], {name: text for name, text in said.items() if name not in ("subject", "text")}
    )
