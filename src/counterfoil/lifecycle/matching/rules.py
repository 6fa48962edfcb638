"""What may be done with an invoice and what stands against it. Pure: values in, reasons out."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR, SYSTEM
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import BEING_PAID, WAITING, WRITTEN_OFF

from .kinds import KINDS, acceptable
from .models import InvoiceException


def correct(invoice: Invoice) -> list[Reason]:
    """What a person typed may be corrected while it waits; what a document said, never."""
    reasons = []
    if invoice.is_document:
        sentence = _("It arrived as a document, and what a document says is not corrected: ask for another one.")
        reasons.append(Reason("document", sentence))
    if invoice.state not in WAITING:
        sentence = _("It is %(state)s; only what waits is corrected. Void it, or ask for a credit note.")
        reasons.append(Reason("not_waiting", sentence, {"state": invoice.state_words(invoice.state)}))
    if invoice.credited_amount:
        reasons.append(Reason("has_credits", _("A credit note takes off it; void that one first.")))
    return reasons


def match(invoice: Invoice) -> list[Reason]:
    """Anything that is not paid and not ended can be looked at again, as often as wanted (R94)."""
    if invoice.is_advance:
        return [Reason("advance", _("An advance is matched with nothing."))]
    return wrong_state(invoice, "match")


def pair(invoice: Invoice) -> list[Reason]:
    """A person says which line is meant while the invoice waits."""
    reasons = []
    if invoice.state not in WAITING:
        sentence = _("It is %(state)s; a line is paired while the invoice waits.")
        reasons.append(Reason("not_waiting", sentence, {"state": invoice.state_words(invoice.state)}))
    if invoice.order_id is None:
        reasons.append(Reason("no_order", _("It is linked to no order yet, so there is no line to pair with.")))
    return reasons


def reject(invoice: Invoice) -> list[Reason]:
    """What is disputed can be rejected for good; what is credited in part is void instead."""
    return wrong_state(invoice, "reject") + _without_credits(invoice)


def void(invoice: Invoice) -> list[Reason]:
    """Any document that no payment stands on can be made void; its number is free again."""
    reasons = wrong_state(invoice, "void")
    if invoice.allocated_amount:
        sentence = _(
            "A payment stands on it; it has to fail or be cancelled first. What was set off alone is taken back."
        )
        reasons.append(Reason("has_payments", sentence))
    return reasons + _without_credits(invoice)


def void_credit(note: Invoice) -> list[Reason]:
    """A credit note is undone while the invoice that it credits can still be looked at again."""
    invoice = note.credits
    if invoice is None or note.state != "matched" or invoice.state not in (*BEING_PAID, WRITTEN_OFF):
        return []
    if invoice.state == WRITTEN_OFF:
        sentence = _("What was left of the invoice %(number)s that it credits was written off. Reverse that first.")
        return [Reason("credited_is_written_off", sentence, {"number": invoice.number})]
    sentence = _("The invoice %(number)s that it credits is %(state)s.")
    return [
        Reason("credited_is_paid", sentence, {"number": invoice.number, "state": invoice.state_words(invoice.state)})
    ]


def accept(
    exception: InvoiceException,
    invoice: Invoice,
    by: Member,
    *,
    enterers: Collection[UUID],
    accepters: Collection[UUID],
    looseners: Collection[UUID],
    releasers: Collection[UUID],
    separated: bool,
    held: Collection[Reason],
) -> list[Reason]:
    """A variance is accepted by a second person: not who typed the invoice, not who accepted the evidence on it, not who loosened
    how it is matched since its order was submitted, and not who released what a correction takes over."""
    reasons = [*wrong_state(exception, "accept"), *held]
    if not acceptable(exception.kind):
        sentence = _("“%(kind)s” can't be accepted: it takes another document, an amended order, or rejection.")
        reasons.append(Reason("not_acceptable", sentence, {"kind": KINDS[exception.kind].words}))
    if separated and by.has_hand_in(enterers):
        reasons.append(Reason("own_invoice", _("Nobody clears an invoice that they entered."), never=True))
    if separated and by.has_hand_in(accepters):
        reasons.append(
            Reason("own_acceptance", _("Nobody clears an invoice whose evidence they accepted."), never=True)
        )
    if separated and by.has_hand_in(looseners):
        sentence = _(
            "You loosened how it is matched after its order was submitted. The exception stays open: somebody else who settles "
            "exceptions accepts it."
        )
        reasons.append(Reason("own_loosening", sentence, never=True))
    if separated and by.has_hand_in(releasers):
        sentence = _(
            "You released what was paid of the invoice that it corrects. The exception stays open: somebody else who settles "
            "exceptions accepts it."
        )
        reasons.append(Reason("own_release", sentence, never=True))
    if separated and by.has_hand_in([invoice.contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody clears an invoice that pays themselves."), never=True))
    return reasons


def admit(first: Invoice | None, by: Member, sender_id: UUID | None) -> list[Reason]:
    """A second person admits a document of the same number, with a reason."""
    reasons = []
    if first is None:
        reasons.append(Reason("no_duplicate", _("Nothing of this number stands any more; enter it as usual.")))
    if by.has_hand_in([sender_id]):
        reasons.append(Reason("own_invoice", _("Nobody admits a duplicate that they entered."), never=True))
    if first is not None and by.has_hand_in([first.contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody admits an invoice that pays themselves."), never=True))
    return reasons


def admitted_once(made: Invoice | None) -> list[Reason]:
    """What was turned away once is admitted once."""
    if made is None:
        return []
    return [Reason("admitted", _("It was admitted before, and that document stands."), {"invoice": made.id})]


def assign(exception: InvoiceException, owner: Member) -> list[Reason]:
    """An open exception goes to somebody who works here."""
    reasons = []
    if exception.state != "open":
        reasons.append(Reason("not_open", _("This exception is settled.")))
    if owner.state != Member.ACTIVE:
        reasons.append(Reason("not_active", _("%(name)s has not signed in yet or has left."), {"name": owner.name}))
    if not owner.roles - {CONTRACTOR, SYSTEM} or owner.service:
        reasons.append(Reason("not_here", _("%(name)s does not settle anything here."), {"name": owner.name}))
    return reasons


def _without_credits(invoice: Invoice) -> list[Reason]:
    if not invoice.credited_amount or not invoice.is_claim:
        return []
    return [Reason("has_credits", _("A credit note takes off it; void that one first."))]


def set_route(kind: str) -> list[Reason]:
    """There is a kind of that name."""
    if kind in KINDS:
        return []
    sentence = _("There is no kind “%(kind)s”; there are %(kinds)s.")
    return [Reason("kind_unknown", sentence, {"kind": kind, "kinds": ", ".join(KINDS)})]
