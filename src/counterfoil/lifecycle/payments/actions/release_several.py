"""payment.release_several: one payment to a contractor for several of their invoices, on one order or on many."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import Reason, refuse_if
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders.document import money_text

from .. import balances, linking_rules, queries, releasing, rules
from ..cases import ReleaseCase, SeveralCase
from ..reaching import together_within_right
from ..releasing import Asked
from ..twin_rules import TwinOf, twin
from ..values import InvoicePart

MOST_INVOICES = 50
Invoices = Annotated[list[InvoicePart], Field(min_length=1, max_length=MOST_INVOICES)]


@action("payment.release_several", on=SeveralCase)
def release_several(case: SeveralCase, *, invoices: Invoices) -> Stored:
    """Release these invoices, or parts of them, in one payment. Each is looked at as if it were released alone (R84, R161).

    Where one of them can't be released nothing is, and every reason is told with the invoice's number.
    """
    refuse_if(linking_rules.of_one_payment(case.contractor, case.named(invoices)))
    cases = case.locked_with(invoices)
    refuse_if(
        reason.of(one.invoice.number) for one in cases for reason in one.ask(rules.release, linking_rules.in_context)
    )
    refuse_if(together_within_right([(one.invoice, _amount(one)) for one in cases], case.by))
    total, currency = sum((_amount(one) for one in cases), ZERO), cases[0].invoice.currency
    set_off = balances.taken_of_each(case.balances, [(one.invoice, _amount(one)) for one in cases])
    refuse_if(twin(_twins(cases[0], total - set_off), case.by, case.separated))
    payment = releasing.payment_of(case.contractor, currency, total - set_off, by=case.by, at=case.at)
    for one in cases:
        refuse_if(_no_longer_allowed(one))
        takings = balances.taken(case.balances, one.invoice, _amount(one))
        releasing.pay(Asked(one.invoice, _amount(one), one.context), payment, takings, by=case.by, at=case.at)
        for taken in takings:
            taken.credited.returned_amount += taken.amount
    answer = {
        "id": str(payment.id) if payment else None,
        "state": payment.state if payment else releasing.SET_OFF,
        "set_off": money_text(set_off, currency),
        "invoices": [{"id": str(one.invoice.id), "state": one.invoice.state} for one in cases],
    }
    orders = {one.invoice.order_id for one in cases}
    return Stored(
        payment.id if payment else case.contractor.id, answer, order_id=orders.pop() if len(orders) == 1 else None
    )


def _amount(one: ReleaseCase) -> Decimal:
    return one.amount or one.invoice.open_amount


def _twins(first: ReleaseCase, sent: Decimal) -> list[TwinOf]:
    """The payments under way of as much as leaves now for all of them together."""
    bill = first.invoice
    return queries.lock_twins_like(bill.company_id, bill.contractor_id, bill.currency, sent, first.today)


def _no_longer_allowed(one: ReleaseCase) -> list[Reason]:
    """Whether its order still allows it, now that the invoices before it are released."""
    del one.beyond
    if one.invoice.order:
        one.invoice.order.refresh_from_db(fields=["released_amount"])
    return [reason.of(one.invoice.number) for reason in rules.beyond_order(one.beyond, one.invoice)]
