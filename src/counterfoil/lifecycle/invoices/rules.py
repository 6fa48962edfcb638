"""What may be done with an invoice by itself. Pure: values in, reasons out."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import FINANCE, PAYABLES
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties import rules as parties
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders.rules import own_order

from .models import Invoice
from .states import OVER


def receive(contractor: Contractor, by: Member) -> list[Reason]:
    """Payables and finance enter anybody's invoice; a contractor their own."""
    return _for_anybody(contractor, by, "invoice.receive")


def correct(contractor: Contractor, by: Member) -> list[Reason]:
    """The same who correct them."""
    return _for_anybody(contractor, by, "invoice.correct")


def _for_anybody(contractor: Contractor, by: Member, verb: str) -> list[Reason]:
    if by.roles_for(verb) & {PAYABLES, FINANCE} or by.is_system or contractor.member_id == by.id:
        return []
    return [Reason("not_your_invoice", _("You may send your own invoices only."), never=True)]


def number_taken(first: Invoice) -> Reason:
    """The same number of the same contractor makes no second document; a second person may admit it (R63)."""
    sentence = _("Same as %(kind)s %(number)s of %(contractor)s, dated %(day)s.")
    params = {"number": first.number, "contractor": first.contractor.name, "day": first.issued_on}
    return Reason("number_taken", sentence, params | {"kind": first.kind_words, "invoice": first.id})


def flags(invoice: Invoice, of_this_number: Collection[Invoice], *, contradicts: bool) -> list[Reason]:
    """What is worth a look and stops nothing: an invoice and a credit note of one number, a root that its code contradicts."""
    found = []
    for other in of_this_number:
        sentence = _(
            "The %(kind)s %(number)s of the same contractor has the same number. Both stand; see that they are two."
        )
        found.append(
            Reason("number_shared", sentence, {"kind": other.kind_words, "number": other.number, "invoice": other.id})
        )
    if contradicts:
        sentence = _(
            "It is written as %(root)s and says that it is of type %(code)s. It is taken as what its type says."
        )
        params = {"root": invoice.written_as, "code": invoice.type_code}
        found.append(Reason("paper_contradicts", sentence, params))
    return found


def hold(invoice: Invoice, by: Member) -> list[Reason]:
    """What is settled is not held any more; a manager holds what is billed on their own orders."""
    reasons = []
    if invoice.is_credit or invoice.state in OVER:
        sentence = _("It is %(state)s; only an open invoice is put on hold, and a credit note never.")
        reasons.append(Reason("not_held", sentence, {"state": invoice.state_words(invoice.state)}))
    return reasons + own_invoice(invoice, by, "invoice.hold")


def lift(invoice: Invoice, by: Member, separated: bool) -> list[Reason]:
    """Who may hold may lift, but nobody on what pays themselves."""
    return own_invoice(invoice, by, "invoice.lift") + parties.lift(invoice.contractor, by, separated)


def own_invoice(invoice: Invoice, by: Member, verb: str) -> list[Reason]:
    """A manager acts on what is billed on their own orders."""
    if by.roles_for(verb) & {PAYABLES, FINANCE} or invoice.order is None:
        return []
    return own_order(invoice.order, by, verb)
