"""What hangs on an order as text for a terminal: holds, evidence, invoices with their exceptions, payments."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

Data = dict[str, Any]


def hold(one: Data) -> Iterator[str]:
    """A hold that stands."""
    until = _("until %(day)s") % {"day": one["last_day"]} if one["last_day"] else _("until it is lifted")
    yield f"  {one['owner']} {one['placed_at']} {until} ({one['on']}, {one['scope']})  “{one['reason']}”"


def piece(one: Data) -> Iterator[str]:
    """One piece of evidence: what was shown on which line, and what became of it."""
    said = {"n": one["line"], "quantity": one["quantity"], "accepted": one["accepted"], "invoiced": one["invoiced"]}
    figures = _("line %(n)s: %(quantity)s shown, %(accepted)s accepted, %(invoiced)s invoiced") % said
    yield f"  {one['state_words']}  {figures}  {one['text']}".rstrip()
    yield from _who(_("submitted"), one["submitted_by"], one["submitted_at"], "")
    yield from _who(_("decided"), one["decided_by"], one["decided_at"], one["reason"])


def invoice(one: Data) -> Iterator[str]:
    """An invoice or credit note: its figures, its lines, the cover that it takes, and what stands or stood against it."""
    total = f"{one['total']} {one['currency']}"
    opened = _("%(open)s open") % {"open": one["open_amount"]} if one["kind"] == "invoice" else _("credit note")
    yield f"  {one['number']}  {one['state_words']}  {total} ({opened})  {one['issued_on']}  “{one['quoted']}”"
    yield from _who(_("entered"), one["entered_by"], one["received_at"], "")
    for line in one["lines"]:
        paired = _("line %(n)s") % {"n": line["order_line"]} if line["order_line"] else _("no line")
        yield f"    {line['quantity']} {line['unit_words']} × {line['unit_price']} = {line['amount']} → {paired}  {line['text']}"
    for cover in one["cover"]:
        taken = _("takes %(quantity)s, %(amount)s of line %(n)s") % {**cover, "n": cover["order_line"]}
        yield f"    {taken}  {cover['taken_at']}" + (f"  {cover['piece']}" if cover["piece"] else "")
    for exception in one["exceptions"]:
        yield f"    {exception['kind_words']}: {exception['state_words']}. {exception['sentence']}"
        yield from _who("  " + _("settled"), exception["settled_by"], exception["settled_at"], exception["reason"])


def payment(one: Data) -> Iterator[str]:
    """A payment: what it pays, and its two days, which are never one."""
    days = [
        words % {"day": one[name]}
        for name, words in (("initiated_on", _("initiated on %(day)s")), ("settled_on", _("settled on %(day)s")))
        if one[name]
    ]
    why = f" “{one['reason']}”" if one["reason"] else ""
    head = f"{one['id']}  {one['state_words']}  {one['amount']} {one['currency']} → {one['invoice']}"
    yield "  " + "  ".join([head, *days, one["reference"]]).rstrip() + why
    yield from _who(_("released"), one["released_by"], one["released_at"], "")


def set_off(one: Data) -> Iterator[str]:
    """What of one invoice's credit balance pays another."""
    head = f"{one['amount']} {one['currency']}  {one['credited']} → {one['invoice']}"
    yield "  " + (head if one["live"] else f"{head}  " + _("taken back with its payment"))
    yield from _who(_("released"), one["released_by"], one["released_at"], "")


def refund(one: Data) -> Iterator[str]:
    """What of a credit balance came back."""
    head = f"{one['amount']} {one['currency']}  {one['credited']}  {one['state_words']}"
    yield "  " + "  ".join([head, one["received_on"], one["reference"]]).rstrip()
    yield from _who(_("noted"), one["noted_by"], one["noted_at"], "")
    yield from _who(one["state_words"], one["decided_by"], one["decided_at"], one["reason"])


def _who(did: str, name: str, at: str | None, reason: str) -> Iterator[str]:
    why = f" “{reason}”" if reason else ""
    if at and name:
        yield f"    {did} {_('by')} {name} {at}{why}"
    elif at:
        yield f"    {did} {at}{why}"
