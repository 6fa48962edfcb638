"""order.share: a contract has its share of an order: an order of its own with the same number, for what the contract brings."""

from counterfoil.foundation.documents.arriving import typed
from counterfoil.foundation.kernel.canonical import canonical
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import contracted, numbers, shared_rules
from ..cases import SharedCase
from ..choice_rules import unconfirmed
from ..contract_rules import clauses
from ..loading import enter, fresh_line, said_of, write_version
from ..models import SHARE, Revision
from ..pricing import line_amount
from ..shared_values import ShareLine, ShareValues
from ..stating import Stated
from ..values import LoadedLine


@action("order.share", on=SharedCase, rule=(shared_rules.share, unconfirmed))
def share(case: SharedCase, *, values: ShareValues) -> Stored:
    """Draw a contract's share. It is issued at once: what it draws on was authorised where that was minted (R3)."""
    shared, by, at, engagement = case.order, case.by, case.at, case.engagement
    contracted.lock_contract(by.company_id, engagement.id)
    order_id = new_id()
    told = {"became": "order", "became_id": order_id, "order_id": order_id, "number": shared.number}
    arrival = typed(canonical(values.model_dump()), shared.number or "", by=by, at=at, **told)
    add_row(arrival)
    order = enter(
        arrival,
        by=by,
        at=at,
        kind=SHARE,
        drawn_from=shared,
        number=shared.number,
        number_normal=shared.number_normal,
        contractor_code=numbers.deal_code(by.company_id, engagement.contractor_id, engagement.contractor.code),
        contractor=engagement.contractor,
        engagement=engagement,
        team_id=engagement.team_id,
        currency=shared.currency,
        title=values.title,
        issued_on=case.today,
    )
    lines = [_as_loaded(one, shared.currency) for one in values.lines]
    says = [said_of(order, fresh_line(order, place, said), said) for place, said in enumerate(lines, 1)]
    dates = {"starts_on": values.starts_on, "ends_on": values.ends_on}
    amount = case.amount or ZERO
    refuse_if(clauses(order, contracted.drawn_under(order, says, amount, (values.starts_on, values.ends_on))))
    write_version(order, Revision(company_id=by.company_id, net=amount, **dates), says, Stated(), arrival, at)
    answer = order.stored() | {"contractor_code": order.contractor_code, "drawn_from": str(shared.id)}
    return Stored(order.id, answer, order_id=order.id)


def _as_loaded(line: ShareLine, currency: str) -> LoadedLine:
    amount = line_amount(line.quantity, line.unit_price, currency)
    return LoadedLine(**line.model_dump(), amount=amount)
