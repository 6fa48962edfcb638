"""A member's own views of a list: the menu above it, its columns to choose from, and what keeps them.

All that a view says is in the address: who is sent a link sees the same list, whether they have the view or not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.actions import views as actions
from counterfoil.foundation.companies.actions.views import ViewChanges
from counterfoil.foundation.companies.models import View
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Refused
from counterfoil.foundation.kernel.values import parsed
from counterfoil.insight.listing.columns import Link
from counterfoil.insight.listing.every import LISTS
from counterfoil.insight.listing.listing import AnyListing, columns_of, shown_columns
from counterfoil.insight.listing.reader import Reader

from ..session.member import MemberRequest, id_said, now, signed_in, text_sent, via

EVERYTHING = urlencode({"view": "all"})
"""The address of the whole list, whatever it begins with."""


@dataclass(frozen=True)
class ViewWay:
    """One view of the menu: where it leads, and whether the list is as it says."""

    view: View
    address: str
    current: bool


@dataclass(frozen=True)
class ColumnChoice:
    """One column to choose: at which place it stands, and whether it is shown, which the way to the row always is."""

    name: str
    label: Any
    place: int
    shown: bool
    fixed: bool


@dataclass(frozen=True)
class Menu:
    """The menu above a list. `address` is the list as it stands."""

    name: str
    ways: Sequence[ViewWay]
    current: View | None
    columns: Sequence[ColumnChoice]
    address: str
    everything: str = EVERYTHING


def columns_said(address: Mapping[str, str]) -> list[str]:
    """The columns that an address names, in their order."""
    return [name for name in address.get("columns", "").split(",")[:100] if name]


def begins_with(address: QueryDict, views: Sequence[View]) -> str:
    """The address with which the list begins for this member, where nothing else is asked for; with the columns that they
    keep, where none are named. Empty where it is what was asked."""
    if not address:
        default = next((one.address for one in views if one.is_default), "")
        if QueryDict(default):  # one that asks for nothing, such as `&`, would lead here again and again
            return default
    kept = next((one.address for one in views if not one.name), "")
    if not kept or "columns" in address:
        return ""
    query = address.urlencode()
    return f"{query}&{kept}" if query else kept


def menu_of(asked: Any, views: Sequence[View]) -> Menu:
    """The menu of this list as it is asked for."""
    here = _said(asked.address)
    ways = [ViewWay(one, one.address or EVERYTHING, _said(one.address) == here) for one in views if one.name]
    current = next((way.view for way in ways if way.current), None)
    return Menu(asked.listing.name, ways, current, choices_of(asked.listing, asked.reader), asked.address)


def choices_of(listing: AnyListing, reader: Reader) -> list[ColumnChoice]:
    """The columns that this reader can choose: those that are shown in their order, then the others."""
    shown = shown_columns(listing, reader)
    every = [*shown, *(one for one in columns_of(listing, reader) if one not in shown)]
    return [
        ColumnChoice(one.name, one.label, place, one in shown, isinstance(one, Link))
        for place, one in enumerate(every, 1)
    ]


@signed_in
def keep(request: MemberRequest, list_name: str, deed: str) -> HttpResponse:
    """Save, rename, replace or remove a view, or choose the columns; then the list as it was asked for."""
    if list_name not in LISTS or deed not in _DEEDS:
        raise NotFound("page")
    address = text_of_address(request)
    if request.method == "POST":
        try:
            address = _DEEDS[deed](request, list_name, address)
        except Refused as refused:
            messages.error(request, " ".join(reason.words for reason in refused.reasons))
        except Invalid as invalid:
            words = " ".join(sentence for told in invalid.fields.values() for sentence in told)
            messages.error(request, _("%(why)s Nothing was changed.") % {"why": words})
    return redirect(f"{reverse(list_name)}?{address or EVERYTHING}")


def text_of_address(request: MemberRequest) -> str:
    """The address that a form sent along, made of nothing but names and values."""
    return urlencode(parse_qsl(request.POST.get("address", "")[:4_000]))


def _save(request: MemberRequest, list_name: str, address: str) -> str:
    values = {"name": request.POST.get("name", ""), "is_default": bool(request.POST.get("is_default"))}
    _by(request, actions.save, list_name=list_name, address=address, **values)
    messages.success(request, _("Saved. You find it under “Views”."))
    return address


def _change(request: MemberRequest, list_name: str, address: str) -> str:
    said: dict[str, Any] = {}
    if "name" in request.POST:
        said = {"name": request.POST["name"], "is_default": bool(request.POST.get("is_default"))}
    else:
        said = {"address": address}
    _by(request, actions.change, view_id=id_said(request.POST, "view_id"), changes=parsed(ViewChanges, said))
    messages.success(request, _("Changed."))
    return address


def _remove(request: MemberRequest, list_name: str, address: str) -> str:
    _by(request, actions.remove, view_id=id_said(request.POST, "view_id"))
    messages.success(request, _("Removed. The list stays as it is."))
    return address


def _arrange(request: MemberRequest, list_name: str, address: str) -> str:
    """The columns that are ticked, by the places that were given to them; kept for the next time where that is wanted."""
    listing = LISTS[list_name]
    choices = choices_of(listing, Reader(request.member, now()))
    ticked = {*request.POST.getlist("column"), *(one.name for one in choices if one.fixed)}
    chosen = sorted((one for one in choices if one.name in ticked), key=lambda one: _place(request, one))
    names = [one.name for one in chosen]
    if request.POST.get("keep"):
        own = names == [one.name for one in choices if one.shown]
        _by(request, actions.arrange, list_name=list_name, columns=[] if own else names)
        messages.success(request, _("The list keeps these columns for you."))
    told = [(name, value) for name, value in parse_qsl(address) if name != "columns"]
    return urlencode([*told, ("columns", ",".join(names))])


def _place(request: MemberRequest, one: ColumnChoice) -> tuple[int, int]:
    """The place that was typed; of two at the same place the one that stood first."""
    return place_said(request, one.name) or one.place, one.place


def place_said(request: MemberRequest, name: str) -> int:
    """The place that was typed for a column; nothing where none was."""
    typed = text_sent(request.POST, f"place-{name}")
    return int(typed) if typed.isdecimal() and len(typed) < 4 else 0


def _by(request: MemberRequest, verb: Any, **given: Any) -> None:
    verb(by=request.member, at=now(), via=via(request), **given)


def _said(address: str) -> list[tuple[str, str]]:
    return sorted(parse_qsl(address))


_DEEDS = {"save": _save, "change": _change, "remove": _remove, "arrange": _arrange}
