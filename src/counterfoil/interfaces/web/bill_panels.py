"""An invoice's page as it is laid out: where the money is, what stands against it, its moves and its trail in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.parties.holds import Hold, in_force
from counterfoil.insight.billing.bills import Bill, Refunding, Settling, colleagues
from counterfoil.insight.billing.lists import Listed
from counterfoil.insight.billing.whereabouts import exception_words, is_held, whereabouts
from counterfoil.insight.trace.moves import Move
from counterfoil.lifecycle.invoices.holding import payment_held
from counterfoil.lifecycle.invoices.models import InvoiceHold
from counterfoil.lifecycle.matching.kinds import acceptable
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.payments.models import Refund

from .acts import Attempt, Moves, ShownAct, Suggested, grouped, shown_act
from .door import outside
from .said import Said, said
from .verb_forms import Form, forms_of
from .wording import Wording

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
    accept: ShownAct | None
    assign: ShownAct | None


@dataclass(frozen=True)
class ShownHold:
    """A hold: what it holds, where it was placed, and the form that lifts it where it was placed on this."""

    hold: Any
    scope: Any
    place: str
    lift: ShownAct | None


@dataclass(frozen=True)
class ShownRefund:
    """A refund with its forms; none of them for somebody from outside."""

    refund: Refund
    acts: Sequence[ShownAct]


@dataclass(frozen=True)
class BillPanels:
    """Everything that the page lays out beside the figures."""

    whereabouts: str
    stands_as: str
    """How that sentence looks: as the document's state, or as held."""
    standing: Sequence[ShownException]
    acceptable: bool
    settled: Sequence[ShownException]
    holds: Sequence[ShownHold]
    refunds: Sequence[ShownRefund]
    moves: Moves | None
    said: Sequence[Said]
    ended_for: str

    @property
    def settles(self) -> bool:
        """Whether this reader can settle something that stands against the document."""
        return any(one.accept is not None and one.accept.move.allowed for one in self.standing)


def panels(bill: Bill, by: Member, words: Wording, attempt: Attempt | None) -> BillPanels:
    """Lay the document out for this reader."""
    out = outside(by)
    shown = [_exception(bill, one, out, attempt) for one in bill.exceptions]
    standing = [one for one in shown if one.exception.state == "open"]
    stopped = payment_held(bill.invoice, bill.holds, bill.stage.today)
    row = Listed(bill.invoice, [one.exception for one in standing], bill.allocations, stopped)
    correct = _correct(bill)
    acts = [correct] if correct.move.allowed else []
    return BillPanels(
        whereabouts=whereabouts(row, words, out),
        stands_as="held" if is_held(row) else bill.invoice.state,
        standing=standing,
        acceptable=any(acceptable(one.exception.kind) for one in standing),
        settled=[one for one in shown if one.exception.state != "open" and not out],
        holds=[] if out else [_hold(bill, hold, attempt) for hold in bill.holds if _stands(bill, hold)],
        refunds=[_refund(one, out, attempt) for one in bill.refunds],
        moves=(grouped(acts) if acts else None) if out else grouped([*_acts(bill, attempt, words), correct]),
        said=said(bill.entries, bill.name),
        ended_for=bill.ended_for,
    )


def hold_form(form: Form, bill_move: Any, address: str, subject_id: Any, attempt: Attempt | None) -> ShownAct:
    """The form that places a hold: what is held is chosen, everything first."""
    options = {"scope": [(code, str(words)) for code, words in SCOPE_WORDS.items()]}
    return shown_act(form, bill_move, address, subject_id, attempt, Suggested(options=options))


def lift_form(form: Form, hold: Hold, move: Move, address: str, attempt: Attempt | None) -> ShownAct:
    """The form that lifts one hold."""
    tried = attempt if attempt is not None and attempt.typed.get("hold_id") == str(hold.id) else None
    if tried is not None:
        tried = Attempt(tried.verb, hold.id, tried.typed, tried.errors, tried.reasons)
    hidden = Suggested(hidden={"hold_id": str(hold.id)})
    return shown_act(form, move, address, hold.id, tried, hidden)


def _acts(bill: Bill, attempt: Attempt | None, words: Wording) -> list[ShownAct]:
    invoice = bill.invoice
    suggested = {"release": _open_amount(bill, words), "pair": _pairing(bill), "note": _owed_back(bill, words)}
    acts = []
    for move in bill.moves:
        verb = move.verb.partition(".")[2]
        if verb in ("lift", "correct"):  # it is lifted where it stands, and corrected on a page of its own
            continue
        address = reverse("invoice_do", args=[invoice.id, verb])
        if verb == "hold":
            acts.append(hold_form(INVOICE[verb], move, address, invoice.id, attempt))
        else:
            acts.append(shown_act(INVOICE[verb], move, address, invoice.id, attempt, suggested.get(verb, Suggested())))
    return acts


def _correct(bill: Bill) -> ShownAct:
    """A way to the form, not a form: it is as long as the document."""
    move = next(move for move in bill.moves if move.verb == "invoice.correct")
    return shown_act(INVOICE["correct"], move, "", bill.invoice.id)


def _open_amount(bill: Bill, words: Wording) -> Suggested:
    invoice = bill.invoice
    return Suggested({"amount": words.figure(max(invoice.open_amount, ZERO), invoice.currency)})


def _owed_back(bill: Bill, words: Wording) -> Suggested:
    invoice = bill.invoice
    day = bill.stage.today.isoformat()
    return Suggested({"amount": words.figure(invoice.owed_back, invoice.currency), "day": day})


def _refund(one: Refunding, out: bool, attempt: Attempt | None) -> ShownRefund:
    own = one.refund.id
    verbs = [(move, move.verb.partition(".")[2]) for move in one.moves if not out and one.refund.state == "noted"]
    acts = [shown_act(REFUND[verb], move, reverse("refund_do", args=[own, verb]), own, attempt) for move, verb in verbs]
    return ShownRefund(one.refund, acts)


def _pairing(bill: Bill) -> Suggested:
    """Lines without a partner first; every line of the order."""
    lines = sorted(bill.stage.lines, key=lambda line: (line.order_line_id in bill.stage.said, line.position))
    own = [(str(line.id), f"{line.position} · {line.text}") for line in lines]
    theirs = [(str(said.line_id), f"{said.line.position} · {said.text}") for said in bill.stage.says]
    return Suggested(options={"invoice_line_id": own, "order_line_id": theirs})


def _exception(bill: Bill, one: Settling, out: bool, attempt: Attempt | None) -> ShownException:
    sentence = exception_words(one.exception, out)
    if out or one.exception.state != "open":
        return ShownException(one.exception, sentence, None, None)
    own = one.exception.id
    others = [(str(member.id), member.name) for member in colleagues(bill) if member.id != one.exception.owner_id]
    accept = reverse("exception_do", args=[own, "accept"])
    assign = reverse("exception_do", args=[own, "assign"])
    choice = Suggested(options={"owner_id": others})
    return ShownException(
        one.exception,
        sentence,
        shown_act(EXCEPTION["accept"], one.accept, accept, own, attempt),
        shown_act(EXCEPTION["assign"], one.assign, assign, own, attempt, choice),
    )


def _stands(bill: Bill, hold: Hold) -> bool:
    return in_force(hold, bill.stage.today)


def _hold(bill: Bill, hold: Hold, attempt: Attempt | None) -> ShownHold:
    place = hold._meta.model_name or ""
    if not isinstance(hold, InvoiceHold):
        return ShownHold(hold, SCOPE_WORDS[hold.scope], place, None)
    address = reverse("invoice_do", args=[bill.invoice.id, "lift"])
    move = next(move for move in bill.moves if move.verb == "invoice.lift")
    lift = lift_form(INVOICE["lift"], hold, move, address, attempt)
    return ShownHold(hold, SCOPE_WORDS[hold.scope], place, lift)
