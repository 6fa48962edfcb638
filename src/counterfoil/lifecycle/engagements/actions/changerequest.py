"""changerequest.*: what a signed contract allows is to be changed. Asking for approval and giving it look at its orders, and
stand with those."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.kernel.prepared import add_row, keep_row
from counterfoil.foundation.kernel.refusals import Invalid, expect_version, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import changerequest_queries as changes
from .. import changerequest_rules as rules
from .. import queries
from ..changerequest_cases import ChangeRequestCase
from ..changerequest_values import ChangeTerms
from ..models import ChangeRequest


@action("changerequest.create", subject="changerequest")
def create_change(*, by: Member, at: datetime, contract_id: UUID, values: ChangeTerms) -> Stored:
    """Write down what a signed contract shall allow from now on. It changes nothing until it is approved."""
    contract = queries.locked_contract(by, contract_id)
    refuse_if(rules.ask(contract, by, changes.has_open_change(by.company_id, contract.id)))
    request = ChangeRequest(company_id=by.company_id, contract=contract, made_by=by, created_at=at)
    _write(request, values)
    add_row(request)
    return Stored(request.id, request.stored())


@action("changerequest.change", on=ChangeRequestCase, rule=rules.change)
def change_change(case: ChangeRequestCase, *, values: ChangeTerms, version: int | None = None) -> Stored:
    """Write a draft anew: it asks from now on for what is said here."""
    request = case.changerequest
    expect_version(version, request.version)
    _write(request, values)
    request.version += 1
    keep_row(request)
    return Stored(request.id, request.stored())


@action("changerequest.reject", on=ChangeRequestCase, rule=rules.reject)
def reject_change(case: ChangeRequestCase, *, reason: Why) -> Stored:
    """Refuse it, with the reason that whoever asked reads. The contract stays as it is."""
    deciding.refuse(case.approval, case.steps, by=case.by, at=case.at, reason=reason)
    return _ended(case, "reject", reason)


@action("changerequest.revise", on=ChangeRequestCase, rule=rules.revise)
def revise_change(case: ChangeRequestCase) -> Stored:
    """Take it back from its approvers, or take up what was rejected: it is a draft again."""
    if case.changerequest.state == "submitted":
        deciding.close(case.approval, "recall", case.at)
    move(case.changerequest, "revise")
    return Stored(case.changerequest.id, case.changerequest.stored())


@action("changerequest.withdraw", on=ChangeRequestCase, rule=rules.withdraw)
def withdraw_change(case: ChangeRequestCase, *, reason: Why) -> Stored:
    """Give it up for good. The contract stays as it is."""
    if case.changerequest.state == "submitted":
        deciding.close(case.approval, "recall", case.at)
    return _ended(case, "withdraw", reason)


def _write(request: ChangeRequest, values: ChangeTerms) -> None:
    """What is asked for, beside what the contract allows. Raises Invalid where the amount is none of its currency."""
    contract = request.contract
    if values.amount is not None and values.amount != round(values.amount, minor_units(contract.currency)):
        raise Invalid({"amount": [_("The amount has more decimals than its currency.")]})
    for name, value in values.model_dump().items():
        setattr(request, name, value)
    request.currency = contract.currency
    request.remember(contract)
    refuse_if(rules.changes_something(contract, request))


def _ended(case: ChangeRequestCase, verb: str, reason: str) -> Stored:
    request = case.changerequest
    request.decided_by, request.decided_at, request.reason = case.by, case.at, reason
    move(request, verb)
    return Stored(request.id, request.stored(), reason=reason)
