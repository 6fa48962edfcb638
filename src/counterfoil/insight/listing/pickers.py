"""How one of many is picked by any part of a name: what is offered, how each is written, and which one a text means."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties import picking

_BETWEEN = " · "
Visible = Callable[[Member], QuerySet[Any]]


@dataclass(frozen=True)
class Picker:
    """How one is picked. All of it is called inside a scope."""

    offered: Callable[[Member, str], QuerySet[Any]]
    label: Callable[[Any], str]
    named: Callable[[Member, str], Any]

    def meant(self, by: Member, text: str) -> Any:
        """The one that a typed text means: by its label, else the only one in which it occurs; None where several are."""
        found = self.named(by, text)
        if found is not None:
            return found
        fitting = list(self.offered(by, text)[:2])
        return fitting[0] if len(fitting) == 1 else None


def by_name(visible: Visible, called: str, apart: str) -> Picker:
    """A picker of what has a name, and something that tells two of one name apart."""

    def label(row: Any) -> str:
        return _BETWEEN.join(str(one) for one in (_value(row, called), apart and _value(row, apart)) if one)

    return Picker(partial(_offered, visible, called, apart), label, partial(_named, visible, called, apart))


def _offered(visible: Visible, called: str, apart: str, by: Member, text: str) -> QuerySet[Any]:
    fits = Q(**{f"{called}__icontains": text})
    if apart:
        fits |= Q(**{f"{apart}__icontains": text})
    joined = [apart.partition("__")[0]] if "__" in apart else []
    return visible(by).filter(fits).select_related(*joined).order_by(called, "id")


def _named(visible: Visible, called: str, apart: str, by: Member, text: str) -> Any:
    name, _between, other = text.partition(_BETWEEN)
    found = visible(by).filter(**{f"{called}__iexact": name.strip()})
    if other and apart:
        found = found.filter(**{f"{apart}__iexact": other.strip()})
    fitting = list(found[:2])
    return fitting[0] if len(fitting) == 1 else None


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _contractors(by: Member, text: str) -> QuerySet[Any]:
    return picking.contractors(by, text)


CONTRACTOR = Picker(_contractors, picking.label, picking.named)
"""A contractor is picked by code or name, as in every form."""
