"""A case: one thing before one member at one moment, and everything that its rules ask of it, each read at most once.

    class OrderCase(Case):
        subject = "order"

        @cached_property
        def steps(self) -> Sequence[Step]: ...

A rule's parameter names are what it needs: `case.ask(rules.close)` gives it what the case knows or reads. A verb asks its rule
with a case under locks, a page with one that only looks; it is the same rule, so the two can't disagree. Of many rows at once
`read_together` reads for all of them with the same queries as for one.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Generic, Self, TypeVar, overload
from uuid import UUID

from .refusals import Reason

Rule = Callable[..., list[Reason]]
C = TypeVar("C", bound="Case")
V = TypeVar("V")


class read_together(Generic[C, V]):
    """A cached property of all cases of a page at once: the reader takes them and gives a value for each, in their order."""

    def __init__(self, reader: Callable[[Sequence[C]], Iterable[V]]) -> None:
        self._reader = reader
        self.__doc__ = reader.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, case: None, owner: type) -> Self: ...
    @overload
    def __get__(self, case: C, owner: type) -> V: ...
    def __get__(self, case: C | None, owner: type) -> Self | V:
        if case is None:
            return self
        asking = [one for one in case.peers if self._name not in one.__dict__]
        for one, found in zip(asking, self._reader(asking), strict=True):
            one.__dict__[self._name] = found
        value: V = case.__dict__[self._name]
        return value


class Case:
    """One thing before one member at one moment. `subject` is what it is called: its verbs are given `<subject>_id`."""

    subject: ClassVar[str]
    given: Mapping[str, Any] = {}
    """What the verb was given; nothing where a page asks whether it can be done at all."""

    def __init__(self, by: Any, at: datetime, **known: Any) -> None:
        self.by, self.at = by, at
        self.peers: Sequence[Any] = (self,)
        self.__dict__.update(known)

    @property
    def seen(self) -> str:
        """What tells that it is still as somebody saw it: its version, or the figures that they go by. Empty where the rule
        alone looks."""
        return ""

    @classmethod
    def locked(cls, by: Any, at: datetime, subject_id: UUID) -> Self:
        """The case under its locks, in the order of the lifecycle: for the verb. Raises NotFound."""
        raise NotImplementedError

    @classmethod
    def concerns(cls, case: "Case") -> bool:
        """Whether verbs on such a case are verbs on this thing at all: a page offers no others."""
        return isinstance(case, Case)

    def ask(self, *rules: Rule) -> list[Reason]:
        """Every reason of these rules. What the case itself knows comes first, then what the verb was given."""
        return [reason for rule in rules for reason in rule(**self._asked(rule))]

    def can_tell(self, *rules: Rule) -> bool:
        """Whether it knows or could read everything that these rules need."""
        needed = {name for rule in rules for name, is_needed in needs(rule) if is_needed}
        return all(name in self.__dict__ or hasattr(type(self), name) for name in needed)

    def _asked(self, rule: Rule) -> dict[str, Any]:
        asked: dict[str, Any] = {}
        for name, is_needed in needs(rule):
            if name in self.__dict__ or hasattr(type(self), name):
                asked[name] = getattr(self, name)
            elif is_needed or name in self.given:
                asked[name] = self.given[name]
        return asked


def together(cases: Sequence[C]) -> Sequence[C]:
    """These cases read together what is read for all of them at once."""
    for case in cases:
        case.peers = cases
    return cases


@cache
def needs(rule: Rule) -> tuple[tuple[str, bool], ...]:
    """The names of what a rule asks for, and whether it can't do without."""
    parameters = inspect.signature(rule).parameters.values()
    return tuple((one.name, one.default is one.empty) for one in parameters)
