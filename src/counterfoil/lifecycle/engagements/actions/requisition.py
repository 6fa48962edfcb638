"""requisition.*: somebody asks for an order before there is one, and whoever the approval policy names says yes or no."""

from datetime import datetime

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.approvals import rules as approval_rules
from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.prepared import add_row, keep_row
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Digest, Why
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Stored, action

from .. import requisition_queries as queries
from .. import requisition_rules as rules
from ..models import Requisition
from ..requisition_cases import RequisitionCase
from ..requisition_document import freeze, said
from ..requisition_values import RequisitionValues


@action("requisition.create", subject="requisition")
def create_requisition(*, by: Member, at: datetime, values: RequisitionValues) -> Stored:
    """Write a requisition. It allows nothing until it is approved."""
    requisition = Requisition(company_id=by.company_id, made_by=by, created_at=at)
    _write(requisition, values)
    refuse_if(rules.draft(requisition, by, "requisition.create"))
    add_row(requisition)
    return Stored(requisition.id, requisition.stored())


@action("requisition.change", on=RequisitionCase, rule=rules.change)
def change_requisition(case: RequisitionCase, *, values: RequisitionValues, version: int | None = None) -> Stored:
    """Write a draft anew: it says from now on what is said here."""
    requisition = case.requisition
    expect_version(version, requisition.version)
    _write(requisition, values)
    refuse_if(rules.draft(requisition, case.by, "requisition.change"))
    requisition.version += 1
    keep_row(requisition)
    return Stored(requisition.id, requisition.stored())


@action("requisition.submit", on=RequisitionCase, rule=rules.submit)
def submit_requisition(case: RequisitionCase, *, version: int | None = None) -> Stored:
    """Have it approved. Its amount says by whom, as the approval policy says it of orders."""
    requisition, by, at = case.requisition, case.by, case.at
    expect_version(version, requisition.version)
    freeze(requisition, case.company)
    requisition.approval = deciding.ask(
        by=by,
        at=at,
        verb="requisition.approve",
        subject_id=requisition.id,
        digest=requisition.document_sha256,
        amount=case.base_worth or ZERO,
        currency=case.company.currency,
        interested=(interested := queries.requisition_interested(requisition)),
        typed_rate=case.worth.is_chosen_by({by.id, *interested}),
    )
    requisition.submitted_at, requisition.reason = at, ""
    requisition.decided_by = requisition.decided_at = None
    move(requisition, "submit")
    return Stored(requisition.id, said(requisition))


@action("requisition.approve", on=RequisitionCase, rule=rules.approve, also=approval_rules.shown)
def approve_requisition(case: RequisitionCase, *, shown: Digest) -> Stored:
    """Take the step whose turn it is; with the last yes orders can begin with it. `shown` is the hash of what was looked at."""
    requisition = case.requisition
    if deciding.give(case.approval, case.steps, by=case.by, at=case.at):
        requisition.decided_by, requisition.decided_at = case.by, case.at
        move(requisition, "approve")
    else:
        requisition.version += 1
        keep_row(requisition)
    return Stored(requisition.id, requisition.stored())


@action("requisition.reject", on=RequisitionCase, rule=rules.reject)
def reject_requisition(case: RequisitionCase, *, reason: Why) -> Stored:
    """Refuse it, with the reason that whoever asked reads. It can be written anew."""
    deciding.refuse(case.approval, case.steps, by=case.by, at=case.at, reason=reason)
    return _ended(case, "reject", reason)


@action("requisition.revise", on=RequisitionCase, rule=rules.revise)
def revise_requisition(case: RequisitionCase) -> Stored:
    """Take it back from its approvers, or take up what was rejected: it is a draft again."""
    if case.requisition.state == "submitted":
        deciding.close(case.approval, "recall", case.at)
    move(case.requisition, "revise")
    return Stored(case.requisition.id, case.requisition.stored())


@action("requisition.withdraw", on=RequisitionCase, rule=rules.withdraw)
def withdraw_requisition(case: RequisitionCase, *, reason: Why) -> Stored:
    """Give it up for good. What was ordered under it goes on, and nothing new is."""
    if case.requisition.state == "submitted":
        deciding.close(case.approval, "recall", case.at)
    return _ended(case, "withdraw", reason)


def _write(requisition: Requisition, values: RequisitionValues) -> None:
    for name, value in values.model_dump().items():
        setattr(requisition, name, value)
    company_id = requisition.company_id
    requisition.team = Team.objects.within(company_id).one(values.team_id) if values.team_id else None
    contractor_id = values.contractor_id
    requisition.contractor = Contractor.objects.within(company_id).one(contractor_id) if contractor_id else None


def _ended(case: RequisitionCase, verb: str, reason: str) -> Stored:
    requisition = case.requisition
    requisition.decided_by, requisition.decided_at, requisition.reason = case.by, case.at, reason
    move(requisition, verb)
    return Stored(requisition.id, requisition.stored(), reason=reason)
