"""An invoice's page as it is laid out: where the money is, what stands against it, its verbs and its trail in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.parties.holds import Hold, in_force
from counterfoil.insight.payables.invoice import InvoiceRecord, Refunding, Settling, colleagues
from counterfoil.insight.payables.listed import Listed
from counterfoil.insight.payables.payment_status import exception_words, is_held, payment_status
from counterfoil.insight.trace.held import Held, held_today
from counterfoil.insight.verbs.available import AvailableVerb
from counterfoil.lifecycle.invoices.holding import payment_held
from counterfoil.lifecycle.invoices.models import InvoiceHold
from counterfoil.lifecycle.invoices.states import OVER
from counterfoil.lifecycle.matching.kinds import acceptable
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.payments.models import Refund

from ..forms.available import Attempt, ShownVerb, Suggested, VerbGroups, grouped, shown_verb
from ..forms.verb_forms import Form, forms_of
from ..session.member import outside
from ..wording import Wording
from .trail_rows import TrailRow, trail_rows

INVOICE, EXCEPTION, REFUND = forms_of("invoice"), forms_of("exception"), forms_of("refund")
SCOPE_WORDS = {
    "everything": _("Everything"),
    "invoicing": _("Invoices: nothing is matched"),
    "payment": _("Payments"),
}


@dataclass(frozen=True)
class ShownException:
    """An exception as a sentence, with its forms; none of them and no names for somebody from outside."""

    exception: InvoiceException
    sentence: str
    accept: ShownVerb | None
    assign: ShownVerb | None


@dataclass(frozen=True)
class ShownHold:
    """A hold: what it holds, where it was placed, and the form that lifts it where it was placed on this."""

    hold: Any
    scope: Any
    place: str
    lift: ShownVerb | None


@dataclass(frozen=True)
class ShownRefund:
    """A refund with its forms; none of them for somebody from outside."""

    refund: Refund
    shown_verbs: Sequence[ShownVerb]


@dataclass(frozen=True)
class InvoicePanels:
    """Everything that the page lays out beside the figures."""

    payment_status: str
    stands_as: str
    """How that sentence looks: as the document's state, or as held."""
    standing: Sequence[ShownException]
    acceptable: bool
    settled: Sequence[ShownException]
    holds: Sequence[ShownHold]
    held: Sequence[Held]
    """What a contractor reads of holds instead."""
    refunds: Sequence[ShownRefund]
    verbs: VerbGroups | None
    trail_rows: Sequence[TrailRow]
    ended_for: str

    @property
    def settles(self) -> bool:
        """Whether this reader can settle something that stands against the document."""
        return any(one.accept is not None and one.accept.offered.allowed for one in self.standing)

    @property
    def several(self) -> bool:
        """Whether this reader may accept more than one of them, so that one reason is enough for several."""
        open_to = [one for one in self.standing if one.accept is not None and one.accept.offered.allowed]
        return len(open_to) > 1


def panels(record: InvoiceRecord, by: Member, words: Wording, attempt: Attempt | None) -> InvoicePanels:
    """Lay the document out for this reader."""
    out = outside(by)
    shown = [_exception(record, one, out, attempt) for one in record.exceptions]
    standing = [one for one in shown if one.exception.state == "open"]
    stopped = payment_held(record.invoice, record.holds, record.match_case.today)
    row = Listed(record.invoice, [one.exception for one in standing], record.allocations, stopped)
    correct = _correct(record)
    shown_verbs = [correct] if correct.offered.allowed else []
    return InvoicePanels(
        payment_status=payment_status(row, words, out),
        stands_as="held" if is_held(row) else record.invoice.state,
        standing=standing,
        acceptable=any(acceptable(one.exception.kind) for one in standing),
        settled=[one for one in shown if one.exception.state != "open" and not out],
        holds=[] if out else [_hold(record, hold, attempt) for hold in record.holds if _stands(record, hold)],
        held=held_today(record.holds, record.match_case.today) if out and record.invoice.state not in OVER else [],
        refunds=[_refund(one, out, attempt) for one in record.refunds],
        verbs=(grouped(shown_verbs) if shown_verbs else None)
        if out
        else grouped([*_shown_verbs(record, attempt, words), correct]),
        trail_rows=trail_rows(by, record.entries, record.name, record.invoice.id),
        ended_for=record.ended_for,
    )


def hold_form(form: Form, hold: Any, address: str, subject_id: Any, attempt: Attempt | None) -> ShownVerb:
    """The form that places a hold: what is held is chosen, everything first."""
    options = {"scope": [(code, str(words)) for code, words in SCOPE_WORDS.items()]}
    return shown_verb(form, hold, address, subject_id, attempt, Suggested(options=options))


def lift_form(form: Form, hold: Hold, offered: AvailableVerb, address: str, attempt: Attempt | None) -> ShownVerb:
    """The form that lifts one hold."""
    tried = attempt if attempt is not None and attempt.typed.get("hold_id") == str(hold.id) else None
    if tried is not None:
        tried = Attempt(tried.verb, hold.id, tried.typed, tried.errors, tried.reasons)
    hidden = Suggested(hidden={"hold_id": str(hold.id)})
    return shown_verb(form, offered, address, hold.id, tried, hidden)


def _shown_verbs(record: InvoiceRecord, attempt: Attempt | None, words: Wording) -> list[ShownVerb]:
    invoice = record.invoice
    suggested = {
        "release": _open_amount(record, words),
        "mark_paid": _open_amount(record, words, day=record.match_case.today.isoformat()),
        "pair": _pairing(record),
        "note": _owed_back(record, words),
    }
    shown_verbs = []
    for offered in record.verbs:
        verb = offered.verb.partition(".")[2]
        if verb in ("lift", "correct"):  # it is lifted where it stands, and corrected on a page of its own
            continue
        address = reverse("invoice_do", args=[invoice.id, verb])
        if verb == "hold":
            shown_verbs.append(hold_form(INVOICE[verb], offered, address, invoice.id, attempt))
        else:
            shown_verbs.append(
                shown_verb(INVOICE[verb], offered, address, invoice.id, attempt, suggested.get(verb, Suggested()))
            )
    return shown_verbs


def _correct(record: InvoiceRecord) -> ShownVerb:
    """A way to the form, not a form: it is as long as the document."""
    offered = next(offered for offered in record.verbs if offered.verb == "invoice.correct")
    return shown_verb(INVOICE["correct"], offered, "", record.invoice.id)


def _open_amount(record: InvoiceRecord, words: Wording, **more: str) -> Suggested:
    invoice = record.invoice
    return Suggested({"amount": words.figure(max(invoice.open_amount, ZERO), invoice.currency), **more})


def _owed_back(record: InvoiceRecord, words: Wording) -> Suggested:
    invoice = record.invoice
    day = record.match_case.today.isoformat()
    return Suggested({"amount": words.figure(invoice.owed_back, invoice.currency), "day": day})


def _refund(one: Refunding, out: bool, attempt: Attempt | None) -> ShownRefund:
    own = one.refund.id
    verbs = [
        (offered, offered.verb.partition(".")[2]) for offered in one.verbs if not out and one.refund.state == "noted"
    ]
    shown_verbs = [
        shown_verb(REFUND[verb], offered, reverse("refund_do", args=[own, verb]), own, attempt)
        for offered, verb in verbs
    ]
    return ShownRefund(one.refund, shown_verbs)


def _pairing(record: InvoiceRecord) -> Suggested:
    """Lines without a partner first; every line of the order."""
    lines = sorted(
        record.match_case.lines,
        key=lambda line: (line.order_line_id in record.match_case.revision_lines, line.position),
    )
    own = [(str(line.id), f"{line.position} · {line.text}") for line in lines]
    theirs = [(str(line.line_id), f"{line.line.position} · {line.text}") for line in record.match_case.says]
    return Suggested(options={"invoice_line_id": own, "order_line_id": theirs})


def _exception(record: InvoiceRecord, one: Settling, out: bool, attempt: Attempt | None) -> ShownException:
    sentence = exception_words(one.exception, out)
    if out or one.exception.state != "open":
        return ShownException(one.exception, sentence, None, None)
    own = one.exception.id
    others = [(str(member.id), member.name) for member in colleagues(record) if member.id != one.exception.owner_id]
    accept = reverse("exception_do", args=[own, "accept"])
    assign = reverse("exception_do", args=[own, "assign"])
    choice = Suggested(options={"owner_id": others})
    return ShownException(
        one.exception,
        sentence,
        shown_verb(EXCEPTION["accept"], one.accept, accept, own, attempt),
        shown_verb(EXCEPTION["assign"], one.assign, assign, own, attempt, choice),
    )


def _stands(record: InvoiceRecord, hold: Hold) -> bool:
    return in_force(hold, record.match_case.today)


def _hold(record: InvoiceRecord, hold: Hold, attempt: Attempt | None) -> ShownHold:
    place = hold._meta.model_name or ""
    if not isinstance(hold, InvoiceHold):
        return ShownHold(hold, SCOPE_WORDS[hold.scope], place, None)
    address = reverse("invoice_do", args=[record.invoice.id, "lift"])
    offered = next(offered for offered in record.verbs if offered.verb == "invoice.lift")
    lift = lift_form(INVOICE["lift"], hold, offered, address, attempt)
    return ShownHold(hold, SCOPE_WORDS[hold.scope], place, lift)
