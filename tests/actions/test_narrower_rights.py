"""A right that counts until a day, and one that reaches up to an amount: in rules, lists, keys and the database's own guards."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from counterfoil.foundation.approvals.deciding import able, levels_in_force
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role, set_separation
from counterfoil.foundation.companies.models import Member, Right
from counterfoil.foundation.companies.narrowing import APPROVING, nameable
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.companies.queries import count_of_approvers, member_of_key, members_with
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.insight.desk.desk import desk
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.values import InvoicePart

from ..cast import NOW, Cast, line
from .billing import matched
from .hiring import drafted
from .ordering import order_of
from .verb import WHY, refused

OVER = NOW.date()
"""The day of the cast: over for long by the clock of the database."""


def grant(cast: Cast, name: str, role: str, **terms: Any) -> Member:
    member = cast.members[name]
    grant_role(by=cast.olga, at=NOW, member_id=member.id, role=role, confirm=member.name, **terms)
    return cast.again(name)


def today(cast: Cast) -> date:
    return cast.olga.company.today(timezone.now())


def approve(cast: Cast, name: str, order_id: UUID) -> Any:
    digest = order_of(cast, order_id).approval.digest
    return orders.approve(by=cast.members[name], at=NOW, order_id=order_id, shown=digest)


@pytest.mark.req(26)
def test_its_last_day_counts_and_the_day_after_does_not(cast: Cast) -> None:
    assert grant(cast, "otto", "approver", until=today(cast)).may("order.approve")
    assert not grant(cast, "edda", "approver", until=OVER).may("order.approve")
    assert not grant(cast, "petra", "approver", until=today(cast) - timedelta(1)).may("order.approve")
    with scope.reading(cast.company_id):
        named = {one.name for one in members_with(cast.olga.company, "approver")}
        assert named == {"Amir", "Bela", "Otto"}
        (level, _second) = levels_in_force(cast.company_id)
        assert set(able(level)) == {cast.amir.id, cast.bela.id, cast.otto.id}


@pytest.mark.req(26)
def test_what_is_over_is_off_the_desk_by_itself(cast: Cast) -> None:
    cast.pending()
    grant(cast, "otto", "approver", until=today(cast))
    grant(cast, "edda", "approver", until=OVER)
    with scope.reading(cast.company_id):
        assert [group.turn.name for group in desk(cast.otto, NOW).groups] == ["approve"]
        assert not desk(cast.edda, NOW).groups


@pytest.mark.req(26)
def test_the_database_asks_for_the_day_too(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    """A member who was read while the right counted, or a program that never looked, does not get past the guard."""
    order_id = cast.pending()
    stale = grant(cast, "otto", "approver", until=today(cast))
    assert stale.may("order.approve")
    grant(cast, "otto", "approver", until=OVER)
    cast.members["otto"] = stale
    with pytest.raises(Refused):
        approve(cast, "otto", order_id)
    assert "whom its role names" in caplog.text


@pytest.mark.req(26)
def test_a_key_has_no_more_than_what_counts_today(cast: Cast) -> None:
    grant(cast, "otto", "approver", until=OVER)
    values = KeyValues(name="Mine", scopes=["*"])
    secret = create_key(by=cast.otto, at=NOW, values=values)["secret"]
    member = member_of_key(secret, NOW)
    assert member is not None and member.roles == {"auditor"}


@pytest.mark.req(26)
def test_given_again_it_is_replaced_and_an_ended_one_can_be_taken_away(cast: Cast) -> None:
    grant(cast, "otto", "approver", until=OVER)
    grant(cast, "otto", "approver", most=Decimal(500))
    assert refused(cast, partial(grant, cast, "otto", "approver", most=Decimal(500))) == ["role_held"]
    with scope.reading(cast.company_id):
        (one,) = Right.every.within(cast.company_id).filter(member_id=cast.otto.id, role="approver")
        assert (one.until, one.most) == (None, Decimal(500))
    grant(cast, "otto", "approver", until=OVER)
    revoke_role(by=cast.olga, at=NOW, member_id=cast.otto.id, role="approver", reason=WHY)
    with scope.reading(cast.company_id):
        assert not Right.every.within(cast.company_id).filter(member_id=cast.otto.id, role="approver").exists()


@pytest.mark.req(26)
@pytest.mark.parametrize(
    ("role", "terms", "reason"),
    [
        ("owner", {"until": date(2027, 1, 1)}, "owner_without_end"),
        ("approver", {"until": date(2026, 3, 1)}, "day_over"),
        ("auditor", {"most": Decimal(500)}, "role_not_bounded"),
        ("approver", {"most": Decimal("500.005")}, "too_fine"),
    ],
)
def test_terms_that_no_right_has(cast: Cast, role: str, terms: dict[str, Any], reason: str) -> None:
    assert refused(cast, partial(grant, cast, "rita", role, **terms)) == [reason]


@pytest.mark.req(26, 98)
def test_nobody_approves_more_than_their_right_reaches(cast: Cast) -> None:
    small, large = cast.pending(lines=[line(quantity=5)]), cast.pending(lines=[line(quantity="5.01")])
    grant(cast, "otto", "approver", most=Decimal(500))
    with pytest.raises(Refused) as caught:
        approve(cast, "otto", large)
    (reason,) = caught.value.reasons
    assert reason.key == "beyond_right"
    assert "up to 500.00" in str(caught.value) and "Amir, Bela" in str(caught.value)
    assert approve(cast, "otto", small)["state"] == "approved"
    otto = cast.again("otto")
    with scope.reading(cast.company_id):
        assert not desk(otto, NOW).groups


@pytest.mark.req(26)
def test_nor_by_a_right_that_was_wider_when_they_were_read(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    order_id = cast.pending()
    wide = grant(cast, "otto", "approver")
    grant(cast, "otto", "approver", most=Decimal("999.99"))
    cast.members["otto"] = wide
    with pytest.raises(Refused):
        approve(cast, "otto", order_id)
    assert "whose right reaches so far" in caplog.text


@pytest.mark.req(26)
def test_who_reaches_less_is_not_counted_on(cast: Cast) -> None:
    """Nothing is submitted for which nobody would be left."""
    for name in ("amir", "bela"):
        grant(cast, name, "approver", most=Decimal(900))
    small, large = cast.draft(lines=[line(quantity=9)]), cast.draft()
    orders.submit(by=cast.rita, at=NOW, order_id=small)
    submit = partial(orders.submit, by=cast.rita, at=NOW, order_id=large)
    assert refused(cast, submit) == ["no_approver_left"]


@pytest.mark.req(26, 98)
def test_nobody_issues_more_than_their_right_reaches(cast: Cast) -> None:
    order_id = cast.approved()
    grant(cast, "rita", "issuer", most=Decimal("999.99"))
    issue = partial(orders.issue, by=cast.rita, at=NOW, order_id=order_id)
    assert refused(cast, issue) == ["beyond_right"]
    with scope.reading(cast.company_id):
        assert "issue" not in {group.turn.name for group in desk(cast.rita, NOW).groups}
    grant(cast, "rita", "issuer", most=Decimal(1000))
    with scope.reading(cast.company_id):
        assert "issue" in {group.turn.name for group in desk(cast.rita, NOW).groups}
    assert orders.issue(by=cast.rita, at=NOW, order_id=order_id)["state"] == "issued"


@pytest.mark.req(26, 84)
def test_nobody_releases_more_at_once_than_their_right_reaches(cast: Cast) -> None:
    first, second = matched(cast, number="R-1"), matched(cast, number="R-2", quantity=6)
    grant(cast, "rita", "finance", most=Decimal(999))
    release = partial(payments.release, by=cast.rita, at=NOW)
    assert refused(cast, partial(release, invoice_id=first)) == ["beyond_right"]
    with scope.reading(cast.company_id):
        found = {group.turn.name: {row.invoice.id for row in group.rows} for group in desk(cast.rita, NOW).groups}
        assert found["release"] == {second}
    several = [{"invoice_id": first, "amount": "500", "purpose": "Half"}, {"invoice_id": second}]
    parts = [InvoicePart.model_validate(one) for one in several]
    together = partial(payments.release_several, by=cast.rita, at=NOW, contractor_id=cast.contractor_id, invoices=parts)
    assert refused(cast, together) == ["beyond_right"]
    assert release(invoice_id=second)["state"] == "released"


@pytest.mark.req(26)
def test_nor_by_what_was_read_before(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    wide = grant(cast, "rita", "finance")
    bill = matched(cast)
    grant(cast, "rita", "finance", most=Decimal(999))
    with pytest.raises(Refused):
        payments.release(by=wide, at=NOW, invoice_id=bill)
    assert "nobody releases more at once than their right reaches" in caplog.text


@pytest.mark.req(26)
def test_a_bound_holds_for_a_role_wherever_it_is_held(cast: Cast) -> None:
    """The widest of several would hold everywhere: no second one has another bound."""
    most = Decimal(1000)
    grant(cast, "otto", "manager", most=most)
    wider = partial(grant, cast, "otto", "manager", team_id=cast.team_id)
    assert refused(cast, wider) == ["bound_otherwise"]
    grant(cast, "otto", "manager", team_id=cast.team_id, most=most)
    assert cast.otto.most("manager", "order.approve") == most


@pytest.mark.req(26)
def test_a_right_to_change_orders_opens_no_other_team(cast: Cast) -> None:
    """Who manages another team and may change every order does not create one for this."""
    team = UUID(add_team(by=cast.olga, at=NOW, name="Print")["id"])
    grant(cast, "otto", "issuer", only=["order.change", "offer.change"])
    otto = grant(cast, "otto", "manager", team_id=team)
    assert otto.may("order.create")
    assert refused(cast, partial(orders.create, by=otto, at=NOW, values=cast.values())) == ["not_your_team"]
    assert refused(cast, partial(drafted, cast, "otto")) == ["not_your_team"]


@pytest.mark.req(26)
def test_the_database_counts_the_same_as_second_persons(cast: Cast) -> None:
    """Olga alone approves, and has separation off; whatever else somebody is given to do, both sides say the same of it."""
    for name, role, verb in (("amir", "approver", "offer.reject"), ("bela", "approver", "offer.reject")):
        grant(cast, name, role, only=[verb])
    grant(cast, "rita", "manager", only=["order.create"])
    grant(cast, "fay", "finance", only=["rate.set"])
    set_separation(by=cast.olga, at=NOW, on=False, reason=WHY)
    for verb in sorted(nameable("finance")):
        grant(cast, "fay", "finance", only=[verb])
        with scope.reading(cast.company_id), connection.cursor() as cursor:
            cursor.execute("SELECT separated(%s, %s)", [cast.company_id, sorted(APPROVERS)])
            assert cursor.fetchone() == (verb in APPROVING,), verb
            assert count_of_approvers(cast.company_id) == 1 + (verb in APPROVING)
