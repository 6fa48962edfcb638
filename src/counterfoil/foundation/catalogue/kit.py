"""What makes a catalogue: a company's own list of rows, each with a code, a name, a validity, and in use until it is retired.

A catalogue is a table, what its rows are typed as, and its words, told once in `catalogues.py`. Its verbs, list, pages and
operations are made from that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import BaseConstraint, F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import create_model

from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, Rule, States, owned
from counterfoil.foundation.kernel.states import Transitions, pairs
from counterfoil.foundation.kernel.tables import Owned
from counterfoil.foundation.kernel.values import ROW_CODE, Day, Name, RowCode, Values

from .states import FIRST, IN_USE, RETIRED, TRANSITIONS


class CatalogueRow(Owned):
    """A row of a catalogue. A retired one is picked no more, is kept by what names it, and goes on taking its code."""

    STATES: ClassVar[Mapping[str, Any]] = {IN_USE: _("in use"), RETIRED: _("retired")}
    TRANSITIONS: ClassVar[Transitions] = TRANSITIONS

    code = plain(models.TextField())
    name = personal(models.TextField())
    valid_from = models.DateField(null=True)
    valid_through = models.DateField(null=True)
    state = plain(models.TextField(default=IN_USE))
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]

    def stored(self) -> dict[str, Any]:
        """What its verbs answer."""
        return {"id": str(self.id), "code": self.code, "state": self.state, "version": self.version}


def catalogued(name: str) -> list[BaseConstraint]:
    """The guards of a catalogue's table."""
    ends = Q(valid_from__isnull=True) | Q(valid_through__isnull=True) | Q(valid_through__gte=F("valid_from"))
    retired = Q(state=IN_USE, retired_at__isnull=True) | Q(state=RETIRED, retired_at__isnull=False)
    return [
        *owned(name),
        States(name=f"{name}_states", first=FIRST, moves=pairs(TRANSITIONS)),
        Frozen(name=f"{name}_retired", states=[RETIRED], free="state retired_at version"),
        Rule(name=f"{name}_code_stays", function="guard_code_stays", when="UPDATE"),
        models.UniqueConstraint(name=f"{name}_code_once", fields=["company_id", "code"]),
        models.CheckConstraint(name=f"{name}_code_form", condition=Q(code__regex=ROW_CODE)),
        models.CheckConstraint(name=f"{name}_validity", condition=ends),
        models.CheckConstraint(name=f"{name}_retired_since", condition=retired),
    ]


class RowValues(Values):
    """What every catalogue's row is added with. Both days are part of its validity; without one it has no end there."""

    code: RowCode
    name: Name
    valid_from: Day | None = None
    valid_through: Day | None = None


OF_EVERY_ROW = tuple(RowValues.model_fields)


def _nothing_wrong(said: Mapping[str, Any]) -> None:
    """What a row is to say, all of it: where no more is asked of it than what its types say."""


@dataclass(frozen=True)
class Catalogue:
    """One catalogue. `path` is its place in addresses; `more` names the fields that it has beyond those of every row.

    `hints` says how they are typed, `coded` what their codes mean; `stays` are those that never change once a row is there;
    `called` is the field by which people know a row.
    `checks` is asked of all that a row is to say, and raises Invalid for what does not go together.
    """

    model: type[CatalogueRow]
    values: type[RowValues]
    path: str
    one: Any
    many: Any
    add: Any
    teaches: Any
    more: Mapping[str, Any] = field(default_factory=dict)
    listed: Sequence[str] | None = None
    """Which of these the list shows by itself; all, where nothing is said."""
    hints: Mapping[str, Any] = field(default_factory=dict)
    coded: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stays: tuple[str, ...] = ()
    called: str = "code"
    checks: Callable[[Mapping[str, Any]], None] = _nothing_wrong

    @property
    def subject(self) -> str:
        """What its verbs are called after: `costcentre`."""
        return str(self.model._meta.model_name)

    @property
    def table(self) -> str:
        """Its table in the database."""
        return self.model._meta.db_table

    @cached_property
    def changes(self) -> type[Values]:
        """What may be changed of a row. What is not named stays, and the code always does."""
        fields: dict[str, Any] = {
            name: (one.rebuild_annotation(), None)
            for name, one in self.values.model_fields.items()
            if name not in ("code", *self.stays)
        }
        says = "Changes to a row; what is not named stays. Its code always does."
        return create_model(f"{self.model.__name__}Changes", __base__=Values, __doc__=says, **fields)

    @cached_property
    def keys(self) -> Mapping[str, type[models.Model]]:
        """Those of its own fields that name a row of another table, each with the table: `team_id`."""
        found = [one for one in self.model._meta.fields if isinstance(one, models.ForeignKey)]
        return {one.attname: one.related_model for one in found if one.attname in self.more}

    def says(self, row: CatalogueRow, name: str) -> Any:
        """What a row says in one of its own fields, in words."""
        return self.in_words(name, getattr(row, name.removesuffix("_id")))

    def in_words(self, name: str, value: Any) -> Any:
        """A value of one of its own fields as people say it: a code by its word, several things one after the other."""
        if name in self.coded:
            return self.coded[name].get(value, value)
        if isinstance(value, bool):
            return _now("yes") if value else _now("no")
        return ", ".join(value) if isinstance(value, list) else value
