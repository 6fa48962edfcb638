"""Why something did not happen. A rule returns reasons; a door turns them into an answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .written import as_data, written, written_by

Words = str | Promise


class Named(Protocol):
    """A thing that a reason names, so that a page can lead there: its kind, its id, and the words that stand in the sentence."""

    @property
    def kind(self) -> str:
        """What it is: invoice, payment."""

    @property
    def id(self) -> UUID:
        """Which one."""

    @property
    def words(self) -> str:
        """How the sentence calls it."""


@dataclass(frozen=True)
class Reason:
    """One reason why a verb is refused: a stable key, its parameters, and a sentence made from them.

    Figures and days are given as what they are (`Decimal`, `MonetaryAmount`, `date`): the sentence is in the reader's hand.

    `leads` are the things that the sentence names, in its order.

    `never` says that no waiting will help this member (permission, separation): the answer is 403 and not 409.
    """

    key: str
    sentence: Words
    params: Mapping[str, Any] = field(default_factory=dict)
    never: bool = False
    leads: Sequence[Named] = ()

    @property
    def words(self) -> str:
        """The sentence in the reader's language and hand."""
        return written(self.sentence, self.params)

    def of(self, name: str) -> "Reason":
        """The same reason, of one of several things: its sentence begins with what that is called."""
        sentence = format_lazy("{}: {}", "%(of)s", self.sentence)
        return replace(self, sentence=sentence, params={**self.params, "of": name})

    def as_data(self) -> dict[str, Any]:
        """The reason for a trail entry or an API answer: plain, whoever reads."""
        with written_by(None):
            return {"key": self.key, "params": as_data(self.params), "words": self.words}


class Refused(Exception):
    """A rule says no. Everything is rolled back; the refusal itself goes on the trail."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = list(reasons)
        super().__init__("; ".join(reason.words for reason in self.reasons))

    @property
    def never(self) -> bool:
        """Whether any of the reasons holds for this member whatever happens to the order."""
        return any(reason.never for reason in self.reasons)


class NotFound(Exception):
    """There is no such row, or it belongs to another company: the two are never told apart."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"no such {kind}")


class Stale(Exception):
    """The row was changed since the caller read it. Both versions are named; nothing is overwritten."""

    def __init__(self, yours: int, current: int) -> None:
        self.yours, self.current = yours, current
        super().__init__(f"version {yours} was given, version {current} stands")


class Invalid(Exception):
    """A value can't be what it is. `fields` maps a field's name to its sentences."""

    def __init__(self, fields: Mapping[str, list[Words]]) -> None:
        self.fields = {name: [str(word) for word in words] for name, words in fields.items()}
        super().__init__("; ".join(f"{name}: {' '.join(words)}" for name, words in self.fields.items()))


def refuse_if(reasons: Iterable[Reason]) -> None:
    """Stop the action when a rule gave any reason. Raises Refused with all of them."""
    found = list(reasons)
    if found:
        raise Refused(found)


def expect_version(given: int | None, current: int) -> None:
    """Stop when the caller read an older version of the row. Raises Stale. `None` asks for no check."""
    if given is not None and given != current:
        raise Stale(given, current)


def not_permitted(verb: str, by_key: bool = False) -> Reason:
    """The reason given to a member whose roles do not carry a verb at all, or whose key was not made for it."""
    words = _("Your roles, or the scopes of this key, do not allow %(verb)s.")
    return Reason("not_permitted", words if by_key else _("Your roles do not allow this."), {"verb": verb}, never=True)
