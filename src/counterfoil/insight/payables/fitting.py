"""Whether what is released still fits: told where a payment, its invoice, or a desk full of payments is shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.invoices.holding import holds_on_all, payment_held
from counterfoil.lifecycle.invoices.queries import corrections_of
from counterfoil.lifecycle.matching.comparing import corrected
from counterfoil.lifecycle.payments import rules
from counterfoil.lifecycle.payments.cases import PaymentCase
from counterfoil.lifecycle.payments.models import Allocation, Payment


def no_longer(case: PaymentCase) -> list[Reason]:
    """Every reason for which a released payment no longer fits, as the verb itself would find them."""
    if case.payment.state != "released":
        return []
    return rules.no_longer_fits(case.ask(rules.initiate))


def no_longer_of_all(by: Member, payments: Sequence[Payment], today: date) -> Mapping[UUID, Sequence[Reason]]:
    """What keeps these payments from leaving, of what can be read for all at once: credits, corrections and holds.

    Prices and evidence are compared when one of them is opened or sent. Five queries, however many there are; none where nothing
    is released.
    """
    released = [payment.id for payment in payments if payment.state == "released"]
    if not released:
        return {}
    live = Allocation.objects.within(by.company_id).filter(payment_id__in=released, live=True)
    pays = [(one.payment_id, one.invoice) for one in live.select_related("invoice__order", "invoice__contractor")]
    paid = [invoice for _payment, invoice in pays]
    holds, corrections = holds_on_all(by.company_id, paid), corrections_of(by.company_id, paid)
    found: dict[UUID, list[Reason]] = defaultdict(list)
    for payment_id, invoice in pays:
        found[payment_id] += (one.as_reason() for one in corrected(corrections[invoice.id]))
        found[payment_id] += [*payment_held(invoice, holds, today), *rules.too_much(invoice)]
    return {payment_id: reasons for payment_id, reasons in found.items() if reasons}
