"""Who may do what: the table written down a second time, by role, from DESIGN section 4."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.foundation.companies.models import ApiKey
from counterfoil.foundation.companies.permissions import (
    APPROVERS,
    CATALOGUES,
    PERMISSIONS,
    ROLES,
    SEES_EVERY_ORDER,
    SERVICE_ROLES,
    SERVICE_VERBS,
    SYSTEM,
    may_approve,
    sees_dealings,
    verbs_of,
    works_here,
)
from counterfoil.lifecycle.orders.models import Order

from .people import member

DRAFTING = "order.create order.change order.submit order.recall order.revise order.withdraw order.discard order.cancel"
NOTING = "order.note_invoice order.forget_invoice"
MAILING = "order.send order.note_sent mail.withdraw order.set_notes"
DECIDING = "order.approve order.reject offer.approve offer.reject requisition.approve requisition.reject "
DECIDING += "changerequest.approve changerequest.reject"
WISHING = "requisition.create requisition.change requisition.submit requisition.revise requisition.withdraw "
WISHING += "changerequest.create changerequest.change changerequest.submit changerequest.revise changerequest.withdraw"
ENGAGING = "engagement.add engagement.change engagement.archive engagement.unarchive engagement.answer_wish"
POSTING = "jobpost.create jobpost.change jobpost.publish jobpost.withdraw"
CONTRACTING = "contract.create contract.change contract.sign contract.start contract.end"
CHOOSING = " ".join(f"{one}.{deed}_order" for one in ("offer", "jobpost") for deed in ("choose", "add", "await"))
OFFERING = "offer.create offer.change offer.submit offer.send offer.recall offer.withdraw"
NAMING = "contractor.add contractor.change contractor.archive contractor.unarchive"
PARTIES = f"{NAMING} {ENGAGING} {OFFERING} {CONTRACTING} {POSTING} {CHOOSING} {WISHING}"
SIGNING_IN = "contractor.link contractor.unlink"
SHELVING = "order.archive order.unarchive"

OWNING = (
    "company.change team.add member.invite member.grant member.revoke member.deactivate member.hand_over separation.set "
    "policy.set service.add team.change invitation.renew invitation.cancel letterhead.set logo.upload logo.remove "
    "mailtemplate.set invitation.send hiringpolicy.set requisitionpolicy.set"
)
KEYS = "key.create key.revoke view.save view.change view.remove view.arrange batch.begin batch.cancel"

HOLDING = "contractor.hold contractor.lift order.hold order.lift invoice.hold invoice.lift"
EVIDENCE = "evidence.submit evidence.withdraw evidence.correct"
ACCEPTING = "evidence.accept evidence.reject"
CLAIMING = "invoice.receive invoice.correct"
BILLS = f"{CLAIMING} invoice.match invoice.pair invoice.reject invoice.void invoice.admit_duplicate"
MATCHING = "matchpolicy.set route.set contractor.match rate.set rate.load"
PAYING = (
    "payment.release payment.release_several payment.mark_paid payment.initiate payment.settle payment.fail payment.reverse "
    "payment.unlink payment.confirm_twin payment.cancel refund.note advance.request invoice.undo_set_off"
)
CONFIRMING = "refund.confirm refund.withdraw"
WRITING_OFF = "writeoff.note_invoice writeoff.note_balance writeoff.note_order writeoff.reverse"
AGREEING = "writeoff.approve writeoff.withdraw"
TELLING = "remittance.send"
EXCEPTIONS = "exception.accept exception.assign"
LOADING = "order.load order.load_shared order.load_many order.restate order.revoke"
PERMITTING = "order.edit order.permit order.share order.confirm programme.set"
SETTLING = "order.attach finding.settle party.identify order.set_fields terms.set"
WATCHING = "order.set_thresholds runoutpolicy.set"
SEEING = "alert.see"
ARRIVING = "evidence.receive document.keep"
CATALOGUED = " ".join(f"{one}.{deed}" for one in CATALOGUES for deed in ("add", "change", "retire", "restore"))

MAY = {
    "owner": (
        f"{NOTING} {MAILING} {OWNING} {SIGNING_IN} "
        f"{SHELVING} {PARTIES} {DRAFTING} {DECIDING} {ACCEPTING} {MATCHING} {LOADING} {SETTLING} {ARRIVING} "
        f"{PERMITTING} order.close order.reopen exception.assign company.verify {CONFIRMING} {AGREEING} writeofflimit.set "
        f"{CATALOGUED} {WATCHING} {SEEING}"
    ),
    "issuer": (
        f"{NOTING} {MAILING} {PARTIES} {DRAFTING} {SHELVING} {ACCEPTING} {LOADING} document.keep order.issue order.close "
        f"order.share order.reopen layout.set mailtemplate.set {SEEING}"
    ),
    "manager": (
        f"{NOTING} {MAILING} {PARTIES} {DRAFTING} {SHELVING} {DECIDING} {EVIDENCE} {ACCEPTING} {ARRIVING} order.close order.hold "
        f"order.share order.lift order.attach invoice.hold invoice.lift advance.request {SEEING}"
    ),
    "approver": f"{DECIDING} exception.accept",
    "payables": f"{NOTING} {HOLDING} {BILLS} {EXCEPTIONS} {ARRIVING} {CONFIRMING} {TELLING} advance.request",
    "finance": (
        f"{NOTING} order.set_notes {NAMING} {SIGNING_IN} "
        f"{SHELVING} {DECIDING} {HOLDING} {BILLS} {EXCEPTIONS} {MATCHING} {PAYING} {LOADING} {SETTLING} {ARRIVING} "
        f"{PERMITTING} order.close order.reopen company.verify {CONFIRMING} {WRITING_OFF} {AGREEING} {TELLING} "
        f"{CATALOGUED} {WATCHING} {SEEING}"
    ),
    "po_admin": "order.load_shared order.load_many order.edit order.permit order.set_thresholds",
    "auditor": "company.verify",
    "engineer": "",
    "contractor": f"{EVIDENCE} {CLAIMING} document.keep offer.accept offer.decline engagement.ask_for_order",
    "system": (
        "remittance.advise remittance.void document.file document.keep invoice.match rate.load mail.claim mail.deliver "
        "mail.bounce mail.cancel alert.raise alert.end alert.tell"
    ),
    "emperor": "",
    "*": "",
}
_WORDS = {"approve", "reject", "accept", "admit_duplicate", "lift", "release", "initiate", "settle", "set", "assign"}
_SETTINGS = {
    "key",
    "member",
    "service",
    "policy",
    "layout",
    "matchpolicy",
    "rate",
    "route",
    "separation",
    "team",
    "payment",
    "advance",
}
_SETTINGS |= {*CATALOGUES}
EVERY_ROLE = st.frozensets(st.sampled_from(sorted(MAY)))


@pytest.mark.req(98)
@pytest.mark.parametrize("role", MAY)
def test_what_a_role_may(role: str) -> None:
    own_keys = set(KEYS.split()) if role in ROLES else set()
    own_keys |= {"alertpreference.set"} if role in ROLES and role != "contractor" else set()
    assert verbs_of(frozenset({role})) == set(MAY[role].split()) | own_keys


@given(EVERY_ROLE, EVERY_ROLE)
def test_roles_add_up_and_nothing_else_comes_with_them(one: frozenset[str], other: frozenset[str]) -> None:
    assert verbs_of(one | other) == verbs_of(one) | verbs_of(other)


def test_the_table_knows_the_named_roles_and_no_others() -> None:
    assert set(ROLES) == set(MAY) - {SYSTEM, "emperor", "*"}
    assert len(ROLES) == len(set(ROLES))
    named = frozenset().union(*PERMISSIONS.values(), APPROVERS, SEES_EVERY_ORDER)
    assert named <= {*ROLES, SYSTEM}
    assert all(PERMISSIONS.values()), "a verb that nobody may use"


def test_every_move_of_an_order_is_somebody_s() -> None:
    assert {f"order.{verb}" for verb in Order.TRANSITIONS} <= set(PERMISSIONS)


@pytest.mark.parametrize("role", sorted(SERVICE_ROLES))
def test_a_service_never_gives_its_word_whatever_its_role(role: str) -> None:
    service = member([role, *ROLES], service=True)
    words = {verb for verb in PERMISSIONS if verb.partition(".")[2] in _WORDS or verb.split(".")[0] in _SETTINGS}
    assert len(words) > 20
    assert not [verb for verb in words if service.may(verb)]
    assert {verb for verb in PERMISSIONS if service.may(verb)} >= SERVICE_VERBS


def test_a_service_can_be_the_declared_issuer() -> None:
    assert member(["issuer"], service=True).may("order.issue")


@pytest.mark.parametrize("role", MAY)
def test_who_approves(role: str) -> None:
    assert may_approve(frozenset({role})) is (role in {"owner", "manager", "approver", "finance"})
    assert may_approve(frozenset({role})) is ("order.approve" in verbs_of(frozenset({role})))


def test_the_company_s_own_member_never_decides() -> None:
    assert not verbs_of(frozenset({SYSTEM})) & {*DRAFTING.split(), *DECIDING.split(), "order.issue"}


@pytest.mark.parametrize(
    ("roles", "here"),
    [
        ("", False),
        ("contractor", False),
        ("contractor auditor", True),
        ("payables", True),
        ("system", True),
        ("po_admin", True),
    ],
)
def test_who_is_more_than_a_contractor(roles: str, here: bool) -> None:
    assert works_here(frozenset(roles.split())) is here


@pytest.mark.req(26)
@pytest.mark.parametrize(
    ("roles", "dealings"),
    [("po_admin", False), ("po_admin contractor", False), ("po_admin manager", True), ("auditor", True)],
)
def test_who_sees_more_than_purchase_orders(roles: str, dealings: bool) -> None:
    assert sees_dealings(frozenset(roles.split())) is dealings


@pytest.mark.parametrize(
    ("state", "verb", "may"),
    [
        ("active", "order.issue", True),
        ("active", "order.approve", False),
        ("active", "member.accept", False),
        ("active", "order.isue", False),
        ("invited", "order.issue", False),
        ("invited", "member.accept", True),
        ("gone", "order.issue", False),
        ("gone", "member.accept", False),
    ],
)
def test_a_member_may_once_they_are_active(state: str, verb: str, may: bool) -> None:
    assert member(["issuer"], state=state).may(verb) is may


@pytest.mark.parametrize(
    ("scopes", "verb", "may"),
    [
        (["*"], "order.issue", True),
        (["order.issue"], "order.issue", True),
        (["order.approve"], "order.issue", False),
        ([], "order.issue", False),
        (["*"], "order.approve", False),
        (["order.approve"], "order.approve", False),
    ],
)
def test_a_key_never_has_more_than_its_member(scopes: list[str], verb: str, may: bool) -> None:
    issuer = member(["issuer"])
    issuer.api_key = ApiKey(scopes=scopes, expires_at=datetime.now(UTC) + timedelta(days=1))
    assert issuer.may(verb) is may
