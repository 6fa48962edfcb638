"""Who may be invited, given or refused what, and what a refusal carries."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import gettext_lazy

from counterfoil.foundation.companies import key_rules, rules
from counterfoil.foundation.companies.models import ApiKey, Company, Member
from counterfoil.foundation.companies.permissions import ROLES
from counterfoil.foundation.kernel.refusals import Invalid, Reason, Refused, not_permitted, refuse_if
from counterfoil.foundation.parties.rules import add_contractor

from .people import member

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OLGA, EDDA, PETRA = member(["owner"], name="Olga"), member(["engineer"]), member(["payables"])
AMIR = member(["approver"], name="Amir")
SERVICE = member(["issuer", "payables"], name="Harvest", service=True)


def keys(reasons: list[Reason]) -> list[str]:
    return [reason.key for reason in reasons]


@pytest.mark.parametrize("role", [*ROLES, "system", "emperor", "Owner", "*", ""])
def test_only_a_named_role_can_be_given(role: str) -> None:
    unknown = [] if role in ROLES else ["unknown_role"]
    assert keys(rules.known_role(role)) == unknown
    assert keys(rules.invite(role, None, "a@b.example", known=False)) == unknown
    assert keys(rules.invite(role, None, "a@b.example", known=True)) == [*unknown, "member_known"]
    assert keys(rules.grant(PETRA, role, False, confirm=PETRA.name)) == unknown
    assert keys(rules.grant(PETRA, role, True, confirm=PETRA.name)) == [*unknown, "role_held"]


@pytest.mark.parametrize(("taken", "reasons"), [(False, []), (True, ["team_taken"])])
def test_a_team_s_name_is_its_own(taken: bool, reasons: list[str]) -> None:
    assert keys(rules.add_team(taken, "Studio")) == reasons


@pytest.mark.parametrize(("taken", "reasons"), [(False, []), (True, ["contractor_code_taken"])])
def test_a_contractor_s_code_is_its_own(taken: bool, reasons: list[str]) -> None:
    assert keys(add_contractor("CLEO", taken)) == reasons


@pytest.mark.parametrize(
    ("role", "held", "other_owners", "reasons"),
    [
        ("owner", True, 1, []),
        ("owner", True, 0, ["last_owner"]),
        ("manager", True, 0, []),
        ("manager", False, 1, ["role_not_held"]),
        ("owner", False, 0, ["role_not_held", "last_owner"]),
    ],
)
def test_the_last_owner_keeps_their_role(role: str, held: bool, other_owners: int, reasons: list[str]) -> None:
    assert keys(rules.revoke(PETRA, role, held, other_owners)) == reasons


@pytest.mark.parametrize(
    ("leaving", "other_owners", "reasons"),
    [
        (PETRA, 0, []),
        (OLGA, 1, []),
        (OLGA, 0, ["last_owner"]),
        (member(["system"]), 1, ["system_member"]),
        (member(["payables"], state=Member.INVITED), 1, []),
        (member(["payables"], state=Member.GONE), 1, ["member_gone"]),
        (member(["owner", "system"], state=Member.GONE), 0, ["system_member", "member_gone", "last_owner"]),
    ],
)
def test_who_can_not_leave(leaving: Member, other_owners: int, reasons: list[str]) -> None:
    assert keys(rules.deactivate(leaving, other_owners)) == reasons


@pytest.mark.req(49)
@pytest.mark.parametrize(
    ("on", "approvers", "reasons"),
    [
        (False, 0, []),
        (False, 1, []),
        (False, 2, ["separation_needed"]),
        (True, 1, []),
        (True, 2, []),
    ],
)
def test_separation_is_off_only_for_a_company_of_one(on: bool, approvers: int, reasons: list[str]) -> None:
    found = rules.set_separation(on, approvers)
    assert keys(found) == reasons
    assert all(reason.params == {"count": approvers} for reason in found)


@pytest.mark.parametrize(
    ("by", "holder", "scopes", "expires", "reasons"),
    [
        (OLGA, OLGA, [], None, []),
        (OLGA, OLGA, ["order.load", "evidence.receive"], None, []),
        (PETRA, PETRA, ["*", "invoice.receive"], NOW + timedelta(seconds=1), []),
        (EDDA, EDDA, ["order.issue", "*"], NOW + timedelta(seconds=1), []),
        (OLGA, PETRA, [], None, ["key_for_other"]),
        (OLGA, PETRA, ["order.create"], None, ["key_for_other"]),
        (EDDA, PETRA, [], None, ["key_for_other"]),
        (OLGA, SERVICE, ["*", "order.issue", "order.load"], None, []),
        (EDDA, SERVICE, ["order.create", "invoice.receive"], None, []),
        (PETRA, SERVICE, [], None, ["key_for_service"]),
        (OLGA, SERVICE, ["order.approve"], None, ["key_gives_word"]),
        (OLGA, SERVICE, ["exception.accept", "order.create"], None, ["key_gives_word"]),
        (OLGA, SERVICE, ["key.create"], None, ["key_gives_word"]),
        (OLGA, member(["payables"], state=Member.INVITED), [], None, ["member_not_active", "key_for_other"]),
        (OLGA, member(["payables"], state=Member.GONE, service=True), [], None, ["member_not_active"]),
        (OLGA, member(["system"]), [], None, ["member_not_active", "key_for_other"]),
        (OLGA, OLGA, ["order.isue"], None, ["unknown_scope"]),
        (OLGA, OLGA, ["order.*"], None, ["unknown_scope"]),
        (OLGA, OLGA, [], NOW, ["expires_in_past"]),
        (
            EDDA,
            member(["system"]),
            ["x"],
            NOW - timedelta(days=1),
            ["member_not_active", "unknown_scope", "key_for_other", "expires_in_past"],
        ),
    ],
)
def test_who_a_key_is_made_for(
    by: Member, holder: Member, scopes: list[str], expires: datetime | None, reasons: list[str]
) -> None:
    found = key_rules.create_key(by, holder, scopes, expires, NOW)
    assert keys(found) == reasons
    assert {reason.key for reason in found if reason.never} == {"key_for_other", "key_for_service"} & set(reasons)


def test_a_company_may_let_nobody_make_keys_for_themselves() -> None:
    petra, olga = (member([role], company=Company(own_keys=False)) for role in ("payables", "owner"))
    assert keys(key_rules.create_key(petra, petra, [], None, NOW)) == ["own_keys_off"]
    assert keys(key_rules.create_key(olga, olga, [], None, NOW)) == ["own_keys_off"]
    assert keys(key_rules.create_key(olga, SERVICE, [], None, NOW)) == []


@pytest.mark.parametrize(
    ("by", "scopes", "reasons", "warned"),
    [
        (EDDA, ["*"], [], []),
        (OLGA, ["order.submit"], [], ["Olga can no longer approve what Harvest brings."]),
        (AMIR, ["order.submit"], [], ["Amir can no longer approve what Harvest brings."]),
        (AMIR, ["invoice.receive"], ["no_clearer_left"], ["Amir can no longer clear what Harvest brings."]),
        (AMIR, ["document.keep"], [], []),
        (AMIR, [], [], []),
    ],
)
def test_the_maker_of_a_services_key_neither_approves_nor_clears_what_it_brings(
    by: Member, scopes: list[str], reasons: list[str], warned: list[str]
) -> None:
    left = key_rules.left(by, SERVICE, scopes, [AMIR, OLGA])
    found = key_rules.create_key(by, SERVICE, scopes, None, NOW, left)
    assert [key for key in keys(found) if key != "key_for_service"] == reasons
    assert [str(one) for one in key_rules.warnings(left)] == warned
    assert all("Amir" in reason.params["who"] for reason in found if reason.key == "no_clearer_left")


def test_a_key_of_which_nobody_is_left_to_approve_is_not_made() -> None:
    left = key_rules.left(OLGA, SERVICE, ["order.create"], [OLGA])
    assert keys(key_rules.create_key(OLGA, SERVICE, ["order.create"], None, NOW, left)) == ["no_approver_left"]


@pytest.mark.parametrize(
    ("scopes", "days", "reasons"),
    [
        (["key.create"], 1, []),
        ([], 1, []),
        (["order.create"], 1, ["key_wider"]),
        (["*"], 1, ["key_wider"]),
        (["key.create"], 2, ["key_longer"]),
        (["*"], None, ["key_wider", "key_longer"]),
    ],
)
def test_a_key_makes_none_that_has_more_than_itself(scopes: list[str], days: int | None, reasons: list[str]) -> None:
    by = member(["engineer"])
    by.api_key = ApiKey(scopes=["key.create"], expires_at=NOW + timedelta(days=1))
    found = key_rules.create_key(by, by, scopes, NOW + timedelta(days=days) if days else None, NOW)
    assert keys(found) == reasons
    assert all(reason.never for reason in found)


@pytest.mark.parametrize("role", ["owner", "issuer", "approver", "finance", "engineer"])
def test_only_a_managers_role_is_narrowed_to_a_team(role: str) -> None:
    assert keys(rules.narrowed(role, "some team")) == ["role_not_narrowed"]
    assert rules.narrowed(role, None) == rules.narrowed("manager", "some team") == []


def test_the_companys_own_member_is_left_alone() -> None:
    system = member(["system"])
    assert keys(rules.still_here(system)) == ["system_member"]
    assert keys(rules.revoke(system, "system", True, 1)) == ["unknown_role"]
    assert keys(rules.not_a_person(system)) == ["system_member"]


def test_who_is_gone_is_given_nothing() -> None:
    assert keys(rules.still_here(member(["payables"], state=Member.GONE))) == ["member_gone"]


@pytest.mark.parametrize(("revoked_at", "reasons"), [(None, []), (NOW, ["key_revoked"])])
def test_a_key_ends_once(revoked_at: datetime | None, reasons: list[str]) -> None:
    assert keys(key_rules.revoke_key(ApiKey(revoked_at=revoked_at), OLGA, PETRA)) == reasons


@pytest.mark.parametrize(
    ("by", "holder", "reasons"),
    [
        (PETRA, PETRA, []),
        (OLGA, OLGA, []),
        (EDDA, PETRA, []),
        (EDDA, SERVICE, []),
        (EDDA, OLGA, ["owners_key"]),
        (member(["owner"]), OLGA, []),
        (PETRA, OLGA, ["not_your_key"]),
        (PETRA, EDDA, ["not_your_key"]),
    ],
)
def test_nobody_revokes_an_owners_key_but_an_owner(by: Member, holder: Member, reasons: list[str]) -> None:
    found = key_rules.revoke_key(ApiKey(), by, holder)
    assert keys(found) == reasons
    assert all(reason.never for reason in found)


@pytest.mark.parametrize("role", [*ROLES, "system"])
def test_a_service_has_no_role_that_gives_its_word(role: str) -> None:
    never = {"approver", "finance", "owner", "engineer", "po_admin"}
    refused = ["not_for_service"] if role in never else ["unknown_role"] if role == "system" else []
    assert keys(rules.grant(SERVICE, role, False, confirm=SERVICE.name)) == refused
    assert keys(rules.add_service(role, None, "Harvest", taken=False)) == refused
    assert keys(rules.add_service(role, None, "Harvest", taken=True)) == [*refused, "service_taken"]


@pytest.mark.parametrize(
    ("reasons", "never"),
    [
        ([Reason("a", "A."), Reason("b", "B.")], False),
        ([Reason("a", "A."), Reason("b", "B.", never=True)], True),
        ([not_permitted("order.issue")], True),
    ],
)
def test_one_reason_for_good_makes_the_refusal_for_good(reasons: list[Reason], never: bool) -> None:
    with pytest.raises(Refused) as caught:
        refuse_if(reason for reason in reasons)
    assert caught.value.never is never
    assert caught.value.reasons == reasons


def test_a_reason_is_plain_data_on_the_trail() -> None:
    given: dict[str, Any] = {"state": gettext_lazy("draft"), "count": 3, "percent": "100 %"}
    data = Reason("k", gettext_lazy("%(count)s of %(percent)s"), given).as_data()
    assert data == {"key": "k", "params": {"state": "draft", "count": "3", "percent": "100 %"}, "words": "3 of 100 %"}
    assert {type(value) for value in data["params"].values()} == {str}


def test_what_is_invalid_is_named_field_by_field() -> None:
    invalid = Invalid({"title": [gettext_lazy("Too short."), "Odd."], "body": ["No."]})
    assert invalid.fields == {"title": ["Too short.", "Odd."], "body": ["No."]}
    assert str(invalid) == "title: Too short. Odd.; body: No."
