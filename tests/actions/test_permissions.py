"""The permission table, walked: every verb with every role, as members answer it and as the verbs themselves do."""

import inspect
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin
from uuid import UUID

import pytest
from pydantic.fields import FieldInfo

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.companies.models import Member, Right
from counterfoil.foundation.companies.permissions import PERMISSIONS, ROLES, SYSTEM
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.kernel.terms import TERMS, UNKNOWN
from counterfoil.lifecycle.engagements.changerequest_values import ChangeTerms
from counterfoil.lifecycle.engagements.contract_values import ContractTerms, ContractValues
from counterfoil.lifecycle.engagements.jobpost_values import JobPostValues
from counterfoil.lifecycle.engagements.offer_values import OfferValues
from counterfoil.lifecycle.engagements.programme_values import ProgrammeValues
from counterfoil.lifecycle.engagements.requisition_values import RequisitionValues

from ..cast import NOW, PEOPLE, Cast
from ..verbs import every_verb

VERBS = every_verb()
EVERY_ROLE = (*ROLES, SYSTEM)

WHO_MAY = {
    "company.change": "owner",
    "team.add": "owner",
    "team.change": "owner",
    "member.invite": "owner",
    "member.grant": "owner",
    "member.revoke": "owner",
    "member.hand_over": "owner",
    "member.deactivate": "owner",
    "invitation.renew": "owner",
    "invitation.cancel": "owner",
    "invitation.send": "owner",
    "letterhead.set": "owner",
    "logo.upload": "owner",
    "logo.remove": "owner",
    "separation.set": "owner",
    "service.add": "owner",
    "key.create": "owner issuer manager approver payables finance po_admin auditor engineer contractor",
    "key.revoke": "owner issuer manager approver payables finance po_admin auditor engineer contractor",
    "policy.set": "owner",
    "layout.set": "issuer",
    "contractor.add": "manager issuer finance owner",
    "engagement.add": "manager issuer owner",
    **dict.fromkeys(
        ("view.save", "view.change", "view.remove", "view.arrange", "batch.begin", "batch.cancel"),
        "owner issuer manager approver payables finance po_admin auditor engineer contractor",
    ),
    **{f"contractor.{deed}": "manager issuer finance owner" for deed in ("change", "archive", "unarchive")},
    **{f"engagement.{deed}": "manager issuer owner" for deed in ("change", "archive", "unarchive")},
    "engagement.ask_for_order": "contractor",
    "runoutpolicy.set": "finance owner",
    "engagement.answer_wish": "manager issuer owner",
    **{f"order.{deed}": "manager issuer owner finance" for deed in ("archive", "unarchive")},
    **dict.fromkeys(
        ("offer.create", "offer.change", "offer.submit", "offer.send", "offer.recall", "offer.withdraw"),
        "manager issuer owner",
    ),
    **dict.fromkeys(("offer.approve", "offer.reject"), "approver manager finance owner"),
    **dict.fromkeys(("offer.accept", "offer.decline"), "contractor"),
    **{f"requisition.{deed}": "manager issuer owner" for deed in ("create", "change", "submit", "revise", "withdraw")},
    **dict.fromkeys(("requisition.approve", "requisition.reject"), "approver manager finance owner"),
    **{
        f"changerequest.{deed}": "manager issuer owner" for deed in ("create", "change", "submit", "revise", "withdraw")
    },
    **dict.fromkeys(("changerequest.approve", "changerequest.reject"), "approver manager finance owner"),
    **{f"jobpost.{deed}": "manager issuer owner" for deed in ("create", "change", "publish", "withdraw")},
    **{f"contract.{deed}": "manager issuer owner" for deed in ("create", "change", "sign", "start", "end")},
    "hiringpolicy.set": "owner",
    "programme.set": "finance owner",
    **{
        f"{thing}.{deed}_order": "manager issuer owner"
        for thing in ("offer", "jobpost")
        for deed in ("choose", "add", "await")
    },
    "order.confirm": "finance owner",
    "requisitionpolicy.set": "owner",
    "contractor.link": "finance owner",
    "contractor.unlink": "finance owner",
    "order.create": "manager issuer owner",
    "order.change": "manager issuer owner",
    "order.submit": "manager issuer owner",
    "order.recall": "manager issuer owner",
    "order.revise": "manager issuer owner",
    "order.withdraw": "manager issuer owner",
    "order.discard": "manager issuer owner",
    "order.approve": "approver manager finance owner",
    "order.reject": "approver manager finance owner",
    "order.issue": "issuer",
    "order.send": "manager issuer owner",
    "order.note_sent": "manager issuer owner",
    "mail.withdraw": "manager issuer owner",
    "order.note_invoice": "manager issuer owner finance payables",
    "order.forget_invoice": "manager issuer owner finance payables",
    "order.set_fields": "finance owner",
    "order.set_notes": "manager issuer owner finance",
    "mailtemplate.set": "issuer owner",
    "terms.set": "finance owner",
    "mail.claim": "system",
    "mail.deliver": "system",
    "mail.bounce": "system",
    "mail.cancel": "system",
    "rate.set": "finance owner",
    "rate.load": "finance owner system",
    "order.cancel": "manager issuer owner",
    "order.close": "manager issuer owner finance",
    "order.reopen": "issuer owner finance",
    "order.hold": "payables finance manager",
    "order.load": "issuer finance owner",
    "order.load_shared": "issuer finance owner po_admin",
    "order.load_many": "issuer finance owner po_admin",
    "order.edit": "finance owner po_admin",
    "order.permit": "finance owner po_admin",
    "order.share": "manager issuer owner finance",
    "order.restate": "issuer finance owner",
    "order.revoke": "issuer finance owner",
    "order.attach": "finance owner manager",
    "finding.settle": "finance owner",
    "party.identify": "finance owner",
    "evidence.receive": "payables finance manager owner",
    "document.keep": "payables finance manager issuer owner contractor system",
    "order.lift": "payables finance manager",
    "contractor.match": "finance owner",
    "contractor.hold": "payables finance",
    "contractor.lift": "payables finance",
    "matchpolicy.set": "finance owner",
    "route.set": "finance owner",
    "evidence.submit": "contractor manager",
    "evidence.withdraw": "contractor manager",
    "evidence.correct": "contractor manager",
    "evidence.accept": "manager issuer owner",
    "evidence.reject": "manager issuer owner",
    "invoice.receive": "payables finance contractor",
    "invoice.correct": "payables finance contractor",
    "invoice.match": "payables finance system",
    "invoice.pair": "payables finance",
    "invoice.reject": "payables finance",
    "invoice.void": "payables finance",
    "invoice.admit_duplicate": "payables finance",
    "invoice.hold": "payables finance manager",
    "invoice.lift": "payables finance manager",
    "exception.accept": "payables finance approver",
    "exception.assign": "payables finance owner",
    "payment.release": "finance",
    "payment.initiate": "finance",
    "payment.settle": "finance",
    "payment.fail": "finance",
    "payment.reverse": "finance",
    "payment.unlink": "finance",
    "payment.confirm_twin": "finance",
    "payment.mark_paid": "finance",
    "payment.release_several": "finance",
    "payment.cancel": "finance",
    "advance.request": "finance manager payables",
    "invoice.undo_set_off": "finance",
    "refund.note": "finance",
    "alert.raise": "system",
    "alert.end": "system",
    "alert.tell": "system",
    "alert.see": "owner issuer manager finance",
    "order.set_thresholds": "owner finance po_admin",
    "alertpreference.set": "owner issuer manager approver payables finance po_admin auditor engineer",
    "remittance.advise": "system",
    "remittance.void": "system",
    "remittance.send": "finance payables",
    "refund.confirm": "finance payables owner",
    "refund.withdraw": "finance payables owner",
    "writeoff.note_invoice": "finance",
    "writeoff.note_balance": "finance",
    "writeoff.note_order": "finance",
    "writeoff.approve": "finance owner",
    "writeoff.withdraw": "finance owner",
    "writeoff.reverse": "finance",
    "writeofflimit.set": "owner",
    "document.file": "system",
    "company.verify": "auditor owner finance",
    **{
        f"{one.subject}.{deed}": "owner finance"
        for one in CATALOGUES
        for deed in ("add", "change", "retire", "restore")
    },
}
"""Written down a second time, so that a change of the table is a change of two places."""

EVERYBODY = {**PEOPLE, "olga": "owner"}


def member(roles: Iterable[str], state: str = Member.ACTIVE) -> Member:
    """A member with these roles, in no database."""
    made = Member(state=state)
    rights = [Right(role=role) for role in roles]
    made._prefetched_objects_cache = {"rights": rights}
    made.__dict__["roles"] = frozenset(roles)
    return made


def test_the_table_is_as_written_down() -> None:
    assert {verb: frozenset(roles.split()) for verb, roles in WHO_MAY.items()} == PERMISSIONS


@pytest.mark.parametrize("verb", WHO_MAY)
def test_every_role_answers_as_the_table_says(verb: str) -> None:
    may = {role for role in EVERY_ROLE if member([role]).may(verb)}
    assert may == set(WHO_MAY[verb].split())


def test_roles_add_up() -> None:
    both = member(["auditor", "issuer"])
    assert both.may("company.verify")
    assert both.may("order.issue")


@pytest.mark.parametrize("state", [Member.INVITED, Member.GONE])
def test_whoever_is_not_active_may_nothing(state: str) -> None:
    everything = member(EVERY_ROLE, state)
    assert not [verb for verb in PERMISSIONS if everything.may(verb)]
    answers = {verb for verb in ("member.accept", "member.decline") if everything.may(verb)}
    assert len(answers) == (2 if state == Member.INVITED else 0)


def test_the_system_never_approves() -> None:
    assert not [verb for verb in ("order.approve", "order.reject", "order.issue") if member([SYSTEM]).may(verb)]


def test_nobody_may_a_verb_that_is_in_no_table() -> None:
    assert not member(EVERY_ROLE).may("order.steal")


@pytest.mark.parametrize("verb", sorted(set(WHO_MAY) & set(VERBS)))
def test_the_verb_itself_refuses_everybody_else(cast: Cast, verb: str) -> None:
    """Before anything is read: the arguments name nothing that exists."""
    allowed = set(WHO_MAY[verb].split())
    for name, role in EVERYBODY.items():
        if role in allowed:
            continue
        with pytest.raises(Refused) as caught:
            VERBS[verb].run(by=cast.members[name], at=NOW, **_nothing(verb))
        assert [reason.key for reason in caught.value.reasons] == ["not_permitted"], f"{name}: {verb}"
        assert caught.value.never


def _nothing(verb: str) -> dict[str, object]:
    """Arguments of the right kinds that name nothing."""
    parameters = inspect.signature(VERBS[verb].run).parameters
    needed = [p for p in parameters.values() if p.default is p.empty and p.name not in ("by", "at")]
    return {parameter.name: _empty(parameter.annotation) for parameter in needed}


def _empty(kind: Any) -> object:
    if kind is UUID:
        return new_id()
    if kind is bool:
        return False
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if kind is int:
        return 1
    if kind is date:
        return NOW.date()
    if get_origin(kind) is list:
        return []
    if get_origin(kind) is UnionType:
        return _empty(get_args(kind)[0])
    if get_origin(kind) is Annotated:
        return _annotated(kind)
    if kind in (ContractTerms, ContractValues):
        return kind.model_construct(engagement_id=new_id(), currency="EUR", order_kind="any")
    if kind is ProgrammeValues:
        return kind.model_construct(mode="off", team_id=None, confirmed=False)
    if kind is RequisitionValues:
        return kind.model_construct(title="Nothing", currency="EUR", amount=Decimal(1))
    if kind is ChangeTerms:
        return kind.model_construct(why="Nothing", order_kind="any")
    if kind is JobPostValues:
        return kind.model_construct(title="Nothing", currency="EUR")
    if kind is OfferValues:
        return kind.model_construct(contractor_id=new_id(), title="Nothing", currency="EUR", amount=Decimal(1))
    return kind.model_construct() if hasattr(kind, "model_construct") else "nothing"


def _annotated(kind: Any) -> object:
    of, *said = get_args(kind)
    inner = _empty(of)
    if TERMS in said:
        return UNKNOWN
    if inner == [] and any(isinstance(one, FieldInfo) and one.is_required() and one.metadata for one in said):
        return [_empty(get_args(of)[0])]
    number = 1 if Decimal in (of, *get_args(of)) else "nothing"
    return inner if inner == [] or isinstance(inner, date) else number
