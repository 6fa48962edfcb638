"""order.submit: ask for approval of exactly what the draft says now."""

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.refusals import expect_version
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Stored, action

from .. import custom, queries, rules
from ..allowances import set_allowances
from ..cases import ContractedCase
from ..charging import remember
from ..contract_rules import within_contract
from ..document import WITH_WORDS, content_digest
from ..rating import base_worth, is_chosen
from ..requested_rules import within_requisition


@action("order.submit", on=ContractedCase, rule=(rules.submit, rules.filled, within_contract, within_requisition))
def submit(case: ContractedCase, *, version: int | None = None) -> Stored:
    """Send the draft to its approvers. From here its content stands still until it is recalled or rejected.

    What a policy allows above it may be billed too, so who approves is asked by the sum of both, exactly:
    nothing is rounded before it is compared with a level.
    """
    order, by, at = case.order, case.by, case.at
    expect_version(version, order.version)
    revision, says = case.revision_with_lines
    set_allowances(order, revision, says)
    revision.title, revision.notes, revision.digest_form = order.title, order.notes, WITH_WORDS
    revision.printed = custom.printed(case.fields, [said.line for said in says], by.company.timezone)
    revision.digest = content_digest(order, revision, says)
    keep_row(revision)
    interested = queries.interested(order)
    order.approval = deciding.ask(
        by=by,
        at=at,
        verb="order.approve",
        subject_id=order.id,
        digest=revision.digest,
        amount=base_worth(order, revision),
        currency=order.base_currency,
        interested=interested,
        typed_rate=is_chosen(order, case.today, by.hands.of({by.id, *interested})),
    )
    if remember(order.contractor, revision):
        keep_row(order.contractor)
    order.submitted_at = order.updated_at = at
    move(order, "submit")
    return Stored(order.id, order.stored() | {"digest": revision.digest}, order_id=order.id)
