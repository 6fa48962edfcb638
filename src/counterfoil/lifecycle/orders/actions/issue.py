"""order.issue: turn an approved order into a promise: numbered, frozen, hashed."""

from datetime import date
from uuid import UUID

from counterfoil.foundation.kernel.canonical import sha256
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import numbers, rules
from ..cases import ContractedCase
from ..contract_rules import within_contract
from ..document import promise
from ..layouts import pattern_of
from ..requested_rules import within_requisition


@action("order.issue", on=ContractedCase, rule=(rules.issue, within_contract, within_requisition))
def issue(case: ContractedCase) -> Stored:
    """Deal the number and freeze the document with it. No gap: a refusal rolls the counter back (R34, R43)."""
    order, by, at = case.order, case.by, case.at
    revision, says = case.revision_with_lines
    today = case.today
    order.issued_at, order.issued_on = at, today
    order.contractor_code = numbers.deal_code(order.company_id, order.payee_id, order.contractor.code)
    order.number = _deal_number(order.company_id, pattern_of(order.company_id), order.issued_on)
    order.number_normal = numbers.normal(order.number)
    order.document = promise(order, revision, says, by.company)
    order.document_sha256 = sha256(order.document)
    order.updated_at = at
    move(order, "issue")
    answer = order.stored() | {"contractor_code": order.contractor_code, "document_sha256": order.document_sha256}
    return Stored(order.id, answer, order_id=order.id)


def _deal_number(company_id: UUID, pattern: str, day: date) -> str:
    """The last lock of the action: the company's counter."""
    value = numbers.deal(company_id, numbers.COMPANY_SERIES, numbers.period(pattern, day))
    refuse_if(rules.room_left(value, pattern))
    return numbers.rendered(pattern, day, value)
