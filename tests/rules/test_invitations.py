"""Who is invited by which link, and what giving finance asks for."""

from datetime import UTC, datetime, timedelta

import pytest

from counterfoil.foundation.companies import rules
from counterfoil.foundation.companies.models import InvitationLink
from counterfoil.foundation.kernel.refusals import Reason

from .people import member

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def keys(reasons: list[Reason]) -> list[str]:
    return [reason.key for reason in reasons]


def link(**more: datetime) -> InvitationLink:
    return InvitationLink(**{"made_at": NOW, "expires_at": NOW + timedelta(days=14)} | more)


@pytest.mark.parametrize(
    ("state", "found", "reasons"),
    [
        ("invited", link(), []),
        ("invited", None, ["link_unknown"]),
        ("invited", link(expires_at=NOW + timedelta(seconds=1)), []),
        ("invited", link(expires_at=NOW), ["link_expired"]),
        ("invited", link(ended_at=NOW), ["link_ended"]),
        ("active", link(used_at=NOW), ["not_invited", "link_used"]),
        ("gone", link(ended_at=NOW), ["not_invited", "link_ended"]),
        ("gone", None, ["not_invited", "link_unknown"]),
    ],
)
def test_an_invitation_is_answered_once_by_its_link(
    state: str, found: InvitationLink | None, reasons: list[str]
) -> None:
    assert keys(rules.answer(state, found, NOW)) == reasons


@pytest.mark.parametrize(
    ("wanted", "is_new", "reasons"), [(True, True, []), (True, False, ["has_account"]), (False, False, [])]
)
def test_a_link_changes_no_password(wanted: bool, is_new: bool, reasons: list[str]) -> None:
    assert keys(rules.first_password(wanted, is_new)) == reasons


@pytest.mark.parametrize(
    ("state", "was_here", "reasons"),
    [
        ("invited", False, []),
        ("gone", False, []),
        ("gone", True, ["not_invited"]),
        ("active", True, ["not_invited"]),
        ("active", False, ["not_invited"]),
    ],
)
def test_who_gets_a_new_link(state: str, was_here: bool, reasons: list[str]) -> None:
    assert keys(rules.renew(member(["payables"], state=state), was_here)) == reasons


@pytest.mark.req(27)
@pytest.mark.parametrize(
    ("role", "confirm", "reasons"),
    [
        ("finance", "", ["finance_unconfirmed"]),
        ("finance", "petra", ["finance_unconfirmed"]),
        ("finance", "Petra", ["finance_unconfirmed"]),
        ("finance", "Petra de  Vries", []),
        ("owner", "", []),
        ("payables", "", []),
    ],
)
def test_finance_is_confirmed_by_typing_the_name(role: str, confirm: str, reasons: list[str]) -> None:
    found = rules.confirmed(role, "Petra de Vries", confirm)
    assert keys(found) == reasons
    assert all("every figure of the company, not only purchase orders" in one.words for one in found)
