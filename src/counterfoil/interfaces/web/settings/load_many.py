"""Many purchase orders by a sheet: a file or pasted rows, looked at row by row before anything is written, then loaded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from counterfoil.formats.tables import (
    Table,
    UnreadableTable,
    decoded,
    is_workbook,
    read_separated,
    read_workbook,
)
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import canonical, sha256
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import NotFound, Refused
from counterfoil.lifecycle.orders import actions, sheets
from counterfoil.lifecycle.orders.shared_values import MOST_LOADED, SharedRow

from ..forms.available import permitted
from ..forms.sheet import HEADS, NEEDED, USERS, ReadRow, Sheet, UnclearSheet, understood
from ..lists.downloads import FILES
from ..session.member import MemberRequest, new_key, now, signed_in, via
from ..wording import wording
from .pages import HERE, inside

_LARGEST_FILE = 4 * 1024 * 1024
"""Of a file that is sent: a request holds a little more."""
_UNREADABLE: Mapping[str, Any] = {
    "too_large": gettext_lazy("It is larger than a sheet of orders can be. Send its rows in several sheets."),
    "encoding": gettext_lazy("Its letters can't be read: save it as XLSX, or as CSV in UTF-8, or paste its rows."),
    "no_table": gettext_lazy(
        "It is no sheet that can be read here. Save it as XLSX without a password, or as CSV in UTF-8."
    ),
    "wide": gettext_lazy("It has more columns than a sheet of orders can have. Leave those that are needed."),
    "long_cell": gettext_lazy("One of its cells is longer than anything that belongs here: “%(detail)s…”. Shorten it."),
}


class UnreadSheet(Exception):
    """Nothing could be read of what was sent. `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True)
class Sum:
    """What the rows of one currency that can be loaded come to."""

    currency: str
    amount: Decimal
    number: int


@signed_in
def load_many(request: MemberRequest) -> HttpResponse:
    """Load many at once: the sheet is sent, looked at, mended, and loaded once nothing stands against any of its rows (R2)."""
    inside(request)
    permitted(request, "order.load_many")
    if request.method != "POST":
        return _begin(request)
    try:
        sheet = _understood(request, _sent(request))
    except (UnreadSheet, UnclearSheet) as wrong:
        return _begin(request, wrong.sentence, 422)
    deed = request.POST.get("do", "look")
    if deed == "load":
        return _load(request, sheet)
    _look_at(request, sheet)
    if deed == "take_out" and sheet.good:
        sheet = _understood(request, _pasted(sheet.text(sheet.good)))
        _look_at(request, sheet)
    return _show(request, sheet)


@signed_in
def example(request: MemberRequest, ending: str) -> HttpResponseBase:
    """A sheet to begin with: its heads, and three orders."""
    by = inside(request)
    permitted(request, "order.load_many")
    form = FILES.get(ending)
    if form is None:
        raise NotFound("page")
    heads = [str(words) for name, words in HEADS.items() if name != USERS]
    return form.answer("purchase-orders", heads, [_example(by.company.today(now()))])


def _example(today: date) -> list[tuple[Any, ...]]:
    last = date(today.year + 1, 12, 31)
    return [
        ("4500012345", Decimal("25000.00"), "EUR", _("Design and layout"), last),
        ("4500012346", Decimal("8000.00"), "EUR", "", ""),
        ("4500012347", Decimal("12500.50"), "USD", _("Translation"), last),
    ]


def _sent(request: MemberRequest) -> Table:
    """The file, or the rows that were pasted. Raises UnreadSheet."""
    file, text = request.FILES.get("file"), request.POST.get("rows", "")
    if file is None:
        if not text.strip():
            raise UnreadSheet(_("Choose a file, or paste rows below. Nothing was sent."))
        return _pasted(text)
    if (file.size or 0) > _LARGEST_FILE:
        raise UnreadSheet(str(_UNREADABLE["too_large"]))
    content = file.read()
    return _read(content) if is_workbook(content) else _pasted(_decoded(content))


def _decoded(content: bytes) -> str:
    try:
        return decoded(content)
    except UnreadableTable as error:
        raise _unread(error) from None


def _read(content: bytes) -> Table:
    try:
        return _whole(read_workbook(content, MOST_LOADED + 1))
    except UnreadableTable as error:
        raise _unread(error) from None


def _pasted(text: str) -> Table:
    try:
        return _whole(read_separated(text, MOST_LOADED + 1))
    except UnreadableTable as error:
        raise _unread(error) from None


def _unread(error: UnreadableTable) -> UnreadSheet:
    return UnreadSheet(str(_UNREADABLE[error.key]) % {"detail": error.detail})


def _whole(table: Table) -> Table:
    """A sheet that is read to its end. Raises UnreadSheet where there is more: half a sheet is not loaded."""
    if table.more:
        sentence = _(
            "It has more than %(most)s orders, the most that are loaded at once. Nothing was loaded: send it in parts."
        )
        raise UnreadSheet(sentence % {"most": MOST_LOADED})
    return table


def _understood(request: MemberRequest, table: Table) -> Sheet:
    return understood(table.rows, wording(request.member.company))


def _look_at(request: MemberRequest, sheet: Sheet) -> None:
    """Say of each row what stands against it now."""
    by = request.member
    with scope.reading(by.company_id):
        for one in sheets.against(by, [row.values for row in sheet.rows], by.company.today(now())):
            sheet.rows[one.row - 1].add(one.field, one.reason.words)


def _load(request: MemberRequest, sheet: Sheet) -> HttpResponse:
    """Load what was shown. The verb itself looks at each row once more."""
    if request.POST.get("seen", "") != _seen(sheet):
        return _not_loaded(
            request, sheet, _("It is not what was shown. Nothing was loaded: look at it as it is now."), 409
        )
    if sheet.bad:
        return _not_loaded(request, sheet, _("Nothing was loaded: something is against rows of it."), 422)
    rows = [SharedRow(**row.values) for row in sheet.rows]
    try:
        done = actions.load_many(by=request.member, at=now(), via=via(request), rows=rows)
    except Refused as refused:
        told = [reason for reason in refused.reasons if "row" not in reason.params]
        words = [_("Nothing was loaded: something is against rows of it."), *(reason.words for reason in told)]
        return _not_loaded(request, sheet, " ".join(words), 403 if refused.never else 409)
    number = len(done["orders"])
    said = ngettext(
        "%(number)s order was loaded. Contracts can get their share of it.",
        "%(number)s orders were loaded. Contracts can get their share of each.",
        number,
    )
    messages.success(request, said % {"number": number})
    return redirect("shared_orders")


def _not_loaded(request: MemberRequest, sheet: Sheet, wrong: str, status: int) -> HttpResponse:
    _look_at(request, sheet)
    return _show(request, sheet, wrong, status)


def _begin(request: MemberRequest, wrong: str = "", status: int = 200) -> HttpResponse:
    shown = {
        "wrong": wrong,
        "text": request.POST.get("rows", ""),
        "needed": [HEADS[name] for name in NEEDED],
        "optional": [words for name, words in HEADS.items() if name not in NEEDED],
        "most": MOST_LOADED,
        "most_bytes": _LARGEST_FILE,
        "most_size": filesizeformat(_LARGEST_FILE),
        "here": "settings",
    }
    return render(request, "web/settings/load_many.html", shown | HERE, status=status)


def _show(request: MemberRequest, sheet: Sheet, wrong: str = "", status: int = 200) -> HttpResponse:
    shown = {
        "sheet": sheet,
        "wrong": wrong,
        "sums": _sums(sheet.good),
        "text": sheet.text(),
        "seen": _seen(sheet),
        "key": new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/load_many_rows.html", shown | HERE, status=status)


def _sums(rows: Sequence[ReadRow]) -> list[Sum]:
    found: dict[str, list[Decimal]] = defaultdict(list)
    for row in rows:
        found[row.values["currency"]].append(row.values["net"])
    return [Sum(currency, sum(amounts, ZERO), len(amounts)) for currency, amounts in sorted(found.items())]


def _seen(sheet: Sheet) -> str:
    """What was shown of it: every row as it would be loaded."""
    return sha256(canonical([row.values for row in sheet.rows]))
