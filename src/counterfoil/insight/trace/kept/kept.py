"""How a table is said on a page's trail: which rows are things with a name, what hangs on which, and what columns are called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import DateTimeField, Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.tables import Rows

_STATE = _("State")
_OF_ITSELF = frozenset({"id", "company_id", "version", "xact"})


@dataclass(frozen=True)
class Column:
    """A column that people read: its label, and how its value is said where it is no figure, day or text of its own; `says_of`
    where that depends on the kind of the thing."""

    words: Any
    money: bool = False
    says: Callable[[Any], Any] | None = None
    says_of: Callable[[Any, str], Any] | None = None


@dataclass(frozen=True)
class Thing:
    """Rows that people know by a name: what they are, who sees which, and where name and amount stand.

    `else_called` names what has no number yet. `page` is where the row stands whose page shows it, when it has none of its own:
    a refund stands on its invoice. `or_page` is where it stands otherwise, as the mail of a payment does. Rows of several `kinds`
    are each called what they are.
    """

    words: Any
    seen: Callable[[Member], Rows]
    called: str = "name"
    else_called: str = ""
    says: Callable[[Any], Any] = str
    amount: str = ""
    currency: str = "currency"
    page: tuple[str, type[Model]] | None = None
    or_page: tuple[str, type[Model]] | None = None
    kinds: Mapping[str, Any] = field(default_factory=dict)

    def words_of(self, row: Mapping[str, Any]) -> str:
        """What one of its rows is."""
        return capfirst(str(self.kinds[row["kind"]] if self.kinds else self.words))

    @property
    def pages(self) -> list[tuple[str, type[Model]]]:
        """Where it can stand, the nearest first."""
        return [one for one in (self.page, self.or_page) if one]


@dataclass(frozen=True)
class Part:
    """Rows that say something of things: `of` are the columns in which those stand.

    `place` tells one part from another, said by `where`; `named` are the columns of what it is called after, as a value is after
    its custom field: the first that says anything. Parts that come with their thing are what it is, and not said again,
    but `always` ones; those that are taken out and put in again are the same where `alike` is.
    """

    of: Mapping[str, type[Model]]
    place: str = ""
    says: Callable[[Any], Any] = str
    where: Any = "%(n)s"
    alike: str = ""
    always: bool = False
    named: str = ""


@dataclass(frozen=True)
class Kept:
    """A table of which the trail keeps changes. `quiet` columns say nothing to people, or say again what is said elsewhere.

    `subjects` is what verbs call one of its rows.
    """

    model: type[Model]
    subjects: tuple[str, ...] = ()
    thing: Thing | None = None
    part: Part | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)
    quiet: str = ""

    @property
    def table(self) -> str:
        """What the trail calls it."""
        return self.model._meta.db_table

    @cached_property
    def fields(self) -> "dict[str, Field[Any, Any]]":
        """Its fields by the names of their columns."""
        return {str(one.column): one for one in self.model._meta.concrete_fields}

    @property
    def unsaid(self) -> set[str]:
        """Columns of which it is not told whether people read them. A moment without a label is that of the entry."""
        moments = {name for name, one in self.fields.items() if isinstance(one, DateTimeField)}
        told = {*self.columns, *self.quiet.split(), *moments, *_OF_ITSELF}
        return set(self.fields) - told - set(self.part.of if self.part else ())


def state(model: Any, words: Any = _STATE) -> Column:
    """The state of a row, in its own words."""
    return Column(words, says=lambda code: model.STATES.get(code, code))


def coded(words: Any, known: Mapping[str, Any]) -> Column:
    """A code, said by its word."""
    return Column(words, says=lambda code: known.get(code, code))
