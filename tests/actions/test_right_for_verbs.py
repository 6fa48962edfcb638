"""A right that names verbs: those alone are done by it, in rules, desks, sentences, keys and counts; it sees as its role does."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.add_service import ServiceValues, add_service
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key, revoke_key
from counterfoil.foundation.companies.actions.members import grant_role, set_separation
from counterfoil.foundation.companies.models import Right
from counterfoil.foundation.companies.narrowing import OF_EVERYBODY, WHOLE, nameable
from counterfoil.foundation.companies.permissions import ROLES
from counterfoil.foundation.companies.queries import (
    count_of_approvers,
    holding,
    member_of_key,
    members_with,
    visible_members,
)
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.insight.desk.desk import desk
from counterfoil.insight.policies.approval import approval_policy
from counterfoil.insight.trace.facts import facts_of
from counterfoil.insight.trace.gates import gates
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.using import usable
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast, line
from .billing import disputed, exception_of, matched, received, submitted
from .hiring import drafted, in_review
from .ordering import order_of
from .sharing import shared
from .test_narrower_rights import approve, grant
from .verb import WHY, refused

RELEASES = ["payment.release"]


def turns(cast: Cast, name: str) -> set[str]:
    """What waits on somebody's desk."""
    with scope.reading(cast.company_id):
        return {group.turn.name for group in desk(cast.members[name], NOW).groups}


def gate(cast: Cast, order_id: UUID, key: str) -> Any:
    with scope.reading(cast.company_id):
        return next(one for one in gates(facts_of(cast.olga, order_id, NOW)) if one.key == key)


@pytest.mark.req(26)
def test_it_carries_what_it_names_and_sees_what_its_role_sees(cast: Cast) -> None:
    narrow = grant(cast, "rita", "finance", only=RELEASES)
    assert narrow.may("payment.release")
    others = nameable("finance") - nameable("manager") - set(RELEASES)
    assert others and not [verb for verb in others if narrow.may(verb)]
    assert narrow.roles == {"finance", "manager"} and narrow.may("order.create")
    assert all(narrow.may(verb) for verb in OF_EVERYBODY)


@pytest.mark.req(26)
def test_the_database_asks_for_the_verb_too(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    """A member who was read while the right carried more does not get past the guards."""
    bill, order_id = matched(cast), cast.pending()
    wide, approver = grant(cast, "otto", "finance"), grant(cast, "edda", "approver")
    grant(cast, "otto", "finance", only=["payment.initiate"])
    grant(cast, "edda", "approver", only=["offer.approve"])
    with pytest.raises(Refused):
        payments.release(by=wide, at=NOW, invoice_id=bill)
    assert "money is released by finance" in caplog.text
    cast.members["edda"] = approver
    with pytest.raises(Refused):
        approve(cast, "edda", order_id)
    assert "whom its role names" in caplog.text


@pytest.mark.req(26, 84)
def test_who_releases_alone_settles_nothing(cast: Cast) -> None:
    exception = exception_of(cast, disputed(cast), "price")
    bill = matched(cast, number="R-2")
    rex = grant(cast, "otto", "finance", only=RELEASES)
    accept = partial(matching.accept, by=rex, at=NOW, exception_id=exception.id, reason=WHY)
    assert refused(cast, accept) == ["not_permitted"]
    assert refused(cast, partial(payments.mark_paid, by=rex, at=NOW, invoice_id=bill)) == ["not_permitted"]
    assert turns(cast, "otto") >= {"release"} and not turns(cast, "otto") & {"send", "attach", "confirm", "balance"}
    assert payments.release(by=rex, at=NOW, invoice_id=bill)["state"] == "released"
    assert not turns(cast, "otto") & {"send", "arrived", "unfit"}


@pytest.mark.req(26)
def test_who_approves_offers_alone_approves_no_order(cast: Cast) -> None:
    order_id, offer_id = cast.pending(), in_review(cast)
    grant(cast, "otto", "approver", only=["offer.approve"])
    assert refused(cast, partial(approve, cast, "otto", order_id)) == ["not_permitted"]
    assert turns(cast, "otto") == {"approve_offer"}
    assert "Otto" not in gate(cast, order_id, "approved").who
    assert offer_id


@pytest.mark.req(26)
def test_a_step_of_a_role_whose_right_is_for_other_things_says_who_could(cast: Cast) -> None:
    """They may approve orders as a manager, and this step asks for an approver."""
    order_id = cast.pending()
    grant(cast, "otto", "manager")
    otto = grant(cast, "otto", "approver", only=["offer.approve"])
    assert otto.may("order.approve")
    with pytest.raises(Refused) as caught:
        approve(cast, "otto", order_id)
    assert [one.key for one in caught.value.reasons] == ["not_named_by_right"]
    assert "who could: Amir, Bela" in str(caught.value)
    assert "approve" not in turns(cast, "otto")


@pytest.mark.req(26)
def test_who_approves_does_not_reject_unless_that_is_named(cast: Cast) -> None:
    order_id = cast.pending()
    otto = grant(cast, "otto", "approver", only=["order.approve"])
    reject = partial(orders.reject, by=otto, at=NOW, order_id=order_id, reason=WHY)
    assert refused(cast, reject) == ["not_permitted"]
    assert approve(cast, "otto", order_id)["state"] == "approved"


@pytest.mark.req(26)
def test_a_bound_holds_for_what_is_named(cast: Cast) -> None:
    small, large = cast.pending(lines=[line(quantity=5)]), cast.pending()
    otto = grant(cast, "otto", "approver", most=Decimal(500), only=["order.approve"])
    assert otto.most("approver", "order.approve") == 500
    assert not otto.reaches("approver", Decimal(1), "offer.approve")
    assert refused(cast, partial(approve, cast, "otto", large)) == ["beyond_right"]
    assert approve(cast, "otto", small)["state"] == "approved"


@pytest.mark.req(26)
def test_nothing_is_submitted_that_nobody_may_approve(cast: Cast) -> None:
    order_id = cast.draft()
    for name in ("amir", "bela"):
        grant(cast, name, "approver", only=["offer.approve", "offer.reject"])
    submit = partial(orders.submit, by=cast.rita, at=NOW, order_id=order_id)
    assert refused(cast, submit) == ["no_approver_left"]
    with scope.reading(cast.company_id):
        found = approval_policy(cast.olga)
        assert not any(one.could for one in found.levels)
        assert [one.key for one in found.warnings][:1] == ["nobody_could"]
    grant(cast, "bela", "approver", only=["order.approve"])
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)
    assert gate(cast, order_id, "approved").who == ["Bela"]


@pytest.mark.req(26, 49)
def test_separation_counts_who_may_approve_and_nobody_else(cast: Cast) -> None:
    for name, role in (("amir", "approver"), ("bela", "approver"), ("fay", "finance"), ("rita", "manager")):
        verb = {"approver": "offer.reject", "finance": "rate.set", "manager": "order.create"}[role]
        grant(cast, name, role, only=[verb])
    with scope.reading(cast.company_id):
        assert count_of_approvers(cast.company_id) == 1
    set_separation(by=cast.olga, at=NOW, on=False, reason=WHY)
    grant(cast, "amir", "approver", only=["requisition.approve"])
    with scope.reading(cast.company_id):
        assert count_of_approvers(cast.company_id) == 2
    grant(cast, "fay", "finance", only=["payment.release"])
    with scope.reading(cast.company_id):
        assert count_of_approvers(cast.company_id) == 3, "who lets money go is a second person too"


@pytest.mark.req(26)
def test_only_who_issues_is_named_and_has_the_turn(cast: Cast) -> None:
    order_id = cast.approved()
    grant(cast, "iris", "issuer", only=["layout.set"])
    assert gate(cast, order_id, "issued").status == "blocked"
    assert "issue" not in turns(cast, "iris")
    assert refused(cast, partial(orders.issue, by=cast.iris, at=NOW, order_id=order_id)) == ["not_permitted"]
    grant(cast, "edda", "issuer", only=["order.issue"])
    assert gate(cast, order_id, "issued").who == ["Edda"]
    assert orders.issue(by=cast.edda, at=NOW, order_id=order_id)["state"] == "issued"


@pytest.mark.req(26)
def test_evidence_is_decided_on_by_a_manager_who_may(cast: Cast) -> None:
    order_id = cast.issued()
    sent = submitted(cast, order_id, who="rita")
    otto = grant(cast, "otto", "manager", only=["evidence.reject"])
    assert refused(cast, partial(evidence.accept, by=otto, at=NOW, submission_id=sent)) == ["not_permitted"]
    assert "decide" not in turns(cast, "otto")
    assert "Otto" not in gate(cast, order_id, "evidence").who
    evidence.reject(by=otto, at=NOW, submission_id=sent, reason=WHY)


@pytest.mark.req(26)
def test_what_another_right_reaches_is_not_done_by_a_narrow_one(cast: Cast) -> None:
    """An issuer for issuing alone, who manages another team, hires and orders for that one."""
    grant(cast, "otto", "issuer", only=["order.issue"])
    otto = grant(cast, "otto", "manager", team_id=cast.team_id)
    assert otto.may("offer.create")
    assert refused(cast, partial(drafted, cast, "otto", team_id=None)) == ["not_your_team"]
    assert drafted(cast, "otto")


@pytest.mark.req(26, 9)
def test_every_shared_order_is_used_by_a_right_that_uses_orders(cast: Cast) -> None:
    order_id = shared(cast, "S-1")
    for only, seen in ((["order.issue"], False), (["order.share"], True)):
        edda = grant(cast, "edda", "issuer", only=only)
        with scope.reading(cast.company_id):
            assert usable(edda).filter(id=order_id).exists() == seen


@pytest.mark.req(26)
def test_who_holds_a_role_for_a_verb(cast: Cast) -> None:
    grant(cast, "amir", "approver", only=["order.approve"])
    with scope.reading(cast.company_id):
        assert [one.name for one in members_with(cast.olga.company, "approver", "offer.approve")] == ["Bela"]
        able = visible_members(cast.olga).filter(holding(["approver"], "order.approve"))
        assert {one.name for one in able} == {"Amir", "Bela"}


@pytest.mark.req(26)
def test_an_exception_goes_to_nobody_who_settles_none(cast: Cast) -> None:
    grant(cast, "petra", "payables", only=["invoice.receive"])
    grant(cast, "fay", "finance", only=RELEASES)
    invoice_id = UUID(received(cast, None, who="petra", quoted="PO-0")["id"])
    assert exception_of(cast, invoice_id, "order_unknown").owner == cast.olga


@pytest.mark.req(26)
def test_a_key_has_no_more_than_its_member(cast: Cast) -> None:
    otto = grant(cast, "otto", "finance", only=RELEASES)
    made = create_key(by=otto, at=NOW, values=KeyValues(name="Mine", scopes=["*"]))
    member = member_of_key(made["secret"], NOW)
    assert member is not None
    [right] = [one for one in member.rights.all() if one.role == "finance"]
    assert right.only == RELEASES
    assert member.may("payment.release") and not member.may("payment.initiate")
    revoke_key(by=otto, at=NOW, key_id=UUID(made["id"]), reason=WHY)


@pytest.mark.req(26)
def test_a_service_is_narrowed_like_a_person(cast: Cast) -> None:
    made = add_service(by=cast.olga, at=NOW, values=ServiceValues(name="Harvest", role="payables"))
    give = partial(grant_role, by=cast.olga, at=NOW, member_id=UUID(made["id"]), role="payables")
    assert refused(cast, partial(give, only=["exception.accept"])) == ["not_of_role"]
    give(only=["invoice.receive"])


@pytest.mark.req(26)
@pytest.mark.parametrize(
    ("role", "only", "reasons"),
    [
        ("owner", ["policy.set"], ["role_given_whole"]),
        ("engineer", ["key.create"], ["role_given_whole"]),
        ("contractor", ["invoice.receive"], ["role_given_whole"]),
        ("approver", ["payment.release"], ["not_of_role"]),
        ("approver", ["view.save"], ["not_of_role"]),
        ("approver", ["order.anything"], ["unknown_verb"]),
        ("emperor", ["order.approve"], ["unknown_role"]),
    ],
)
def test_verbs_that_no_such_right_names(cast: Cast, role: str, only: list[str], reasons: list[str]) -> None:
    assert refused(cast, partial(grant, cast, "otto", role, only=only)) == reasons


@pytest.mark.req(26)
def test_an_owner_is_never_narrowed(cast: Cast) -> None:
    assert refused(cast, partial(grant, cast, "olga", "owner", only=["team.add"])) == ["role_given_whole"]
    assert cast.again("olga").may("policy.set")
    assert all(not nameable(role) for role in WHOLE) and all(nameable(role) for role in {*ROLES} - WHOLE)


@pytest.mark.req(26)
def test_finance_for_one_verb_is_confirmed_all_the_same(cast: Cast) -> None:
    give = partial(grant_role, by=cast.olga, at=NOW, member_id=cast.otto.id, role="finance", only=RELEASES)
    assert refused(cast, give) == ["finance_unconfirmed"]


@pytest.mark.req(26)
def test_it_is_kept_once_in_order_and_given_again_it_replaces(cast: Cast) -> None:
    only = ["order.reject", "order.approve", "order.reject"]
    grant(cast, "otto", "approver", only=only)
    assert refused(cast, partial(grant, cast, "otto", "approver", only=only[:2])) == ["role_held"]
    with scope.reading(cast.company_id):
        assert Right.objects.get(member_id=cast.otto.id, role="approver").only == ["order.approve", "order.reject"]
    assert grant(cast, "otto", "approver").may("offer.approve")


@pytest.mark.req(26)
def test_verbs_hold_for_a_role_wherever_it_is_held(cast: Cast) -> None:
    """What is done is looked for in all of somebody's rights: no second one of the role names others."""
    grant(cast, "otto", "manager", only=["order.create"])
    other = partial(grant, cast, "otto", "manager", team_id=cast.team_id)
    assert refused(cast, other) == ["only_otherwise"]
    assert refused(cast, partial(other, only=["order.approve"])) == ["only_otherwise"]
    other(only=["order.create"])
    assert order_of(cast, cast.draft()).state == "draft"
