"""changerequest.submit, changerequest.approve: a contract is to allow something else, and leaves room for its orders."""

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.approvals import rules as approval_rules
from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.refusals import expect_version
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Digest
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.engagements import changerequest_queries as changes
from counterfoil.lifecycle.engagements import changerequest_rules as rules
from counterfoil.lifecycle.engagements.changerequest_document import freeze, said

from ..change_cases import ContractChangeCase
from ..change_rules import leaves_room


@action("changerequest.submit", on=ContractChangeCase, rule=(rules.submit, leaves_room))
def submit_change(case: ContractChangeCase, *, version: int | None = None) -> Stored:
    """Have it approved. What the contract would allow in all says by whom, as the approval policy says it of orders; where it
    would have no most, everybody whom the policy names."""
    request, by, at = case.changerequest, case.by, case.at
    expect_version(version, request.version)
    request.remember(request.contract)
    freeze(request, case.company)
    request.approval = deciding.ask(
        by=by,
        at=at,
        verb="changerequest.approve",
        subject_id=request.id,
        digest=request.document_sha256,
        amount=case.base_worth,
        currency=case.company.currency,
        interested=(interested := changes.change_interested(request)),
        typed_rate=case.worth.is_chosen_by({by.id, *interested}),
    )
    request.submitted_at, request.reason = at, ""
    request.decided_by = request.decided_at = None
    move(request, "submit")
    return Stored(request.id, said(request))


@action("changerequest.approve", on=ContractChangeCase, rule=(rules.approve, leaves_room), also=approval_rules.shown)
def approve_change(case: ContractChangeCase, *, shown: Digest) -> Stored:
    """Take the step whose turn it is; with the last yes the contract allows what is said here. `shown` is the hash of what was
    looked at. The database writes it into the contract."""
    request = case.changerequest
    if deciding.give(case.approval, case.steps, by=case.by, at=case.at):
        request.decided_by, request.decided_at = case.by, case.at
        move(request, "approve")
    else:
        request.version += 1
        keep_row(request)
    return Stored(request.id, request.stored())
