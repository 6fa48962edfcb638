"""The record of one order as text for a terminal, in the reader's language. A heading stands only over something."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.trail.models import Entry

from . import worded_claims

Data = dict[str, Any]

_FIGURES: dict[str, Any] = {
    "ordered": gettext_lazy("ordered"),
    "authorised": gettext_lazy("authorised"),
    "accepted": gettext_lazy("accepted"),
    "invoiced": gettext_lazy("invoiced"),
    "initiated": gettext_lazy("initiated"),
    "settled": gettext_lazy("settled"),
    "remaining": gettext_lazy("remaining"),
    "to_invoice": gettext_lazy("to invoice"),
}
_STATUS: dict[str, Any] = {
    "done": gettext_lazy("done"),
    "open": gettext_lazy("open"),
    "blocked": gettext_lazy("blocked"),
    "later": gettext_lazy("later"),
    "not_asked": gettext_lazy("not asked for"),
}


def as_text(data: Data) -> str:
    """What `printed` gives as data, as a person reads it."""
    return "\n".join(_sections(data))


def _sections(data: Data) -> Iterator[str]:
    yield from _head(data["order"], data["money"])
    yield from _under(_("Gates"), (_gate(gate) for gate in data["gates"]))
    yield from _under(_("Lines"), (_line(line) for line in data["lines"]))
    yield from _under(_("Holds"), (row for one in data["holds"] for row in worded_claims.hold(one)))
    yield from _under(_("Evidence"), (row for one in data["evidence"] for row in worded_claims.piece(one)))
    yield from _under(_("Invoices"), (row for one in data["invoices"] for row in worded_claims.invoice(one)))
    yield from _under(_("Payments"), (row for one in data["payments"] for row in worded_claims.payment(one)))
    yield from _under(_("Set-offs"), (row for one in data["set_offs"] for row in worded_claims.set_off(one)))
    yield from _under(_("Refunds"), (row for one in data["refunds"] for row in worded_claims.refund(one)))
    yield from _under(_("Approvals"), (row for one in data["approvals"] for row in _round(one)))
    yield from _under(_("Disagreements"), (row for one in data["findings"] for row in _finding(one)))
    yield from _under(_("What arrived"), (row for one in data["arrivals"] for row in _arrival(one)))
    yield from _under(_("Documents"), (f"  {one['name']}  {one['sha256']}" for one in data["documents"]))
    yield from _under(_("Trail"), (_entry(entry) for entry in data["trail"]))


def _under(heading: str, found: Iterable[str]) -> list[str]:
    rows = list(found)
    return [f"\n{heading}", *rows] if rows else []


def _finding(found: Data) -> Iterator[str]:
    state = _("open") if found["state"] == "open" else _("settled by %(who)s") % {"who": found["settled_by"]}
    yield f"  {state}: {found['words']}" + (f" “{found['reason']}”" if found["reason"] else "")


def _arrival(arrival: Data) -> Iterator[str]:
    yield f"  {arrival['name']}  ({arrival['kind']} {arrival['number']})  {arrival['words']}"
    yield from (f"    - {why}" for why in arrival["reasons"])


def _head(order: Data, money: Data) -> Iterator[str]:
    number = order["number"] or _("(no number yet)")
    yield f"{number}  {order['title']}"
    code = order["contractor_code"] or order["contractor"]["code"]
    yield f"  {order['state_words']} · {order['contractor']['name']} ({code})"
    asked = [_("requested by %(who)s") % {"who": order["requester"]}] if order["requester"] else []
    yield "  " + " · ".join([order["engagement"] or _("no engagement yet"), *asked])
    yield "  " + " · ".join(f"{words} {money[name]}" for name, words in _FIGURES.items()) + f" {money['currency']}"
    yield from (f"  {sentence}" for sentence in _ending(order))


def _ending(order: Data) -> Iterator[str]:
    """That it was cancelled, by whom and why, and the orders before and after it."""
    if order["cancelled_at"]:
        said = {"at": order["cancelled_at"], "who": order["cancelled_by"]}
        who = _("Cancelled by %(who)s at %(at)s.") if order["cancelled_by"] else _("Cancelled at %(at)s.")
        why = f" “{order['cancelled_for']}”" if order["cancelled_for"] else ""
        yield who % said + why
    for other in order["replaced_by_called"]:
        yield _("Replaced by %(other)s.") % {"other": other}
    if order["replaces_called"]:
        yield _("Replaces %(other)s.") % {"other": order["replaces_called"]}


def _gate(gate: Data) -> str:
    return f"  {_STATUS[gate['status']]!s:>13}  {gate['words']:<10} {gate['sentence']}"


def _line(line: Data) -> str:
    sum_text = f"{line['quantity']} {line['unit_words']} × {line['unit_price']} = {line['amount']}"
    return f"  {line['position']:>3}  {sum_text}  {line['text']}"


def _round(one: Data) -> Iterator[str]:
    said = {"state": one["state_words"], "who": one["requester"], "at": one["opened_at"]}
    asked = _("%(state)s, asked for by %(who)s at %(at)s (policy %(policy)s)")
    yield f"  {asked % (said | {'policy': one['policy_version']})}"
    yield from (f"    {_step(step)}" for step in one["steps"])


def _step(step: Data) -> str:
    mark = " " + _("(own request)") if step["by_requester"] else ""
    said = f"{step['who']}{mark} {step['at'] or ''} {step['reason']}"
    return f"{step['position']}. {step['role']}: {step['state_words']} {said}".rstrip()


def _entry(entry: Data) -> str:
    said = entry["reason"] or "; ".join(reason["words"] for reason in entry["reasons"] or [])
    place = entry["position"] if entry["position"] is not None else "–"
    rows = " " + _("[%(count)s rows]") % {"count": len(entry["changes"])} if entry["changes"] else ""
    refused = " " + _("REFUSED") if entry["outcome"] == Entry.REFUSED else ""
    did = f"{entry['who']}: {entry['words']}{refused}{rows}"
    return f"  {place:>4}  {entry['at']}  {did}  {said}".rstrip()
