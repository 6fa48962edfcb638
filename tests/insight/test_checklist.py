"""The checklist of a new company: each point is done by the verb that sets it, and by nothing else."""

from datetime import timedelta
from typing import Any

import pytest

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.catalogue.actions.set_match_policy import MatchPolicyValues, set_match_policy
from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.actions.members import (
    Invitation,
    deactivate_member,
    grant_role,
    invite_member,
    revoke_role,
)
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_by_email
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.insight.policies.checklist import POINTS, checklist, greeting

from ..actions.solo import Solo
from ..cast import NOW, Cast

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def nora(db: None) -> Member:
    """The owner of a company in which nothing is set."""
    facts = {"slug": "new", "name": "New", "currency": "EUR", "owner_name": "Nora", "owner_email": "nora@new.example"}
    made = create_company(by=Founder(), at=NOW, values=CompanyValues.model_validate(facts))
    return member_by_email(made["id"], "nora@new.example")


def done(by: Member) -> list[str]:
    with scope.reading(by.company_id):
        return [one.point.key for one in checklist(by).points if one.done]


def waiting(by: Member) -> list[str]:
    with scope.reading(by.company_id):
        return [one.point.key for one in checklist(by).points if one.waits]


def test_each_verb_does_its_point(nora: Member) -> None:
    assert done(nora) == []
    change_company(by=nora, at=NOW, changes=CompanyChanges(billing_address="Here 1"))
    assert done(nora) == []
    change_company(by=nora, at=NOW, changes=CompanyChanges(invoice_channel="invoices@new.example"))
    assert done(nora) == ["company"]
    levels = [{"from_amount": "0", "role": "approver"}]
    set_policy(by=nora, at=NOW, values=PolicyValues.model_validate({"levels": levels}))
    assert done(nora) == ["company"], "nobody could give that step"
    anna = Solo(nora, nora.id, nora.id).join("approver")
    assert done(nora) == ["company", "people", "approval"]
    grant_role(by=nora, at=NOW, member_id=nora.id, role="issuer")
    set_match_policy(by=nora, at=NOW, values=MatchPolicyValues.model_validate({"name": "Ours", "is_default": True}))
    contractor = {"code": "INES", "name": "Ines", "currency": "EUR"}
    add_contractor(by=nora, at=NOW, values=ContractorValues.model_validate(contractor))
    assert done(nora) == [point.key for point in POINTS]
    assert _greeted(nora) is False
    deactivate_member(by=nora, at=LATER, member_id=anna.id, reason="gone")
    revoke_role(by=nora, at=LATER, member_id=nora.id, role="issuer", reason="not me")
    assert done(nora) == ["company", "matching", "contractor"]
    assert _greeted(nora)


def test_what_only_waits_for_somebody_invited_says_so(nora: Member) -> None:
    assert waiting(nora) == []
    levels = [{"from_amount": "0", "role": "approver"}]
    set_policy(by=nora, at=NOW, values=PolicyValues.model_validate({"levels": levels}))
    assert waiting(nora) == [], "nobody is even invited"
    for role in ("approver", "issuer"):
        invitation = Invitation(name=role, email=f"{role}@new.example", role=role)
        invite_member(by=nora, at=NOW, invitation=invitation)
    assert done(nora) == ["people"] and waiting(nora) == ["approval", "numbers"]
    grant_role(by=nora, at=NOW, member_id=nora.id, role="issuer")
    assert done(nora) == ["people", "numbers"] and waiting(nora) == ["approval"]


def test_only_an_owner_is_greeted_and_who_reads_settings_may_ask(cast: Cast) -> None:
    assert [name for name in ("olga", "fay", "otto", "rita", "cleo") if _greeted(getattr(cast, name))] == ["olga"]
    assert [one.key for one in POINTS if one.key not in done(cast.olga)] == ["matching"]
    for name in ("rita", "cleo", "amir"):
        with pytest.raises(NotFound), scope.reading(cast.company_id):
            checklist(getattr(cast, name))
    assert done(cast.otto) == done(cast.fay) == done(cast.olga)


def test_it_is_one_query_and_of_one_company(cast: Cast, nora: Member, django_assert_num_queries: Any) -> None:
    with scope.reading(nora.company_id), django_assert_num_queries(1):
        assert not checklist(nora).done


def _greeted(by: Member) -> bool:
    with scope.reading(by.company_id):
        return greeting(by) is not None
