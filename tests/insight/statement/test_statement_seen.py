"""Who is told what of a statement: nothing of another company, what they see of another team, and the same queries for all."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.models import Contractor
from counterfoil.insight.statement.filed import printed
from counterfoil.insight.statement.statement import is_whole, lines, owings
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement

from ...actions import billing
from ...actions.test_credit_balances import credited
from ...actions.verb import WHY
from ...cast import NOW, Cast
from .test_statement import YEAR, told


def test_strangers_and_other_contractors_are_told_nothing(cast: Cast) -> None:
    billing.settled(cast)
    with scope.reading(cast.mallory.company_id):
        assert owings(cast.mallory, cast.contractor_id, YEAR) == []
        assert lines(cast.mallory, cast.contractor_id, YEAR, None, 9).each == []
    with scope.reading(cast.company_id):
        assert owings(cast.mallory, cast.contractor_id, YEAR) == []


def test_another_teams_manager_is_told_of_what_they_see_alone(cast: Cast) -> None:
    other = UUID(add_team(by=cast.olga, at=NOW, name="Sound")["id"])
    values = {"contractor_id": cast.contractor_id, "title": "Sound", "team_id": other}
    sound = add_engagement(by=cast.olga, at=NOW, values=EngagementValues.model_validate(values))["id"]
    credited(cast)
    own = cast.issued(engagement_id=UUID(sound))
    billing.accepted(cast, own)
    paid = UUID(billing.received(cast, own, number="OWN-1", quantity=9)["id"])
    billing.settled(cast, paid)
    grant_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="manager", team_id=other)
    revoke_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="approver", reason=WHY)
    bela = cast.again("bela")
    seen = told(cast, bela)
    with scope.reading(cast.company_id):
        assert [is_whole(who, cast.contractor_id) for who in (bela, cast.fay, cast.cleo)] == [False, True, True]
        with pytest.raises(NotFound):
            printed(bela, Contractor.objects.get(id=cast.contractor_id), YEAR)
    assert [(one.kind.name, one.amount, one.balance) for one in seen if one.is_owed] == [
        ("invoice", 900, 900),
        ("payment", -400, 500),
        ("set_off", -500, 0),
    ]
    assert {number for one in seen for number in (*one.invoices, one.document)} <= {"OWN-1", "", "PO-2026-00002"}


def test_it_takes_as_many_queries_for_few_lines_and_many(cast: Cast) -> None:
    billing.settled(cast, billing.matched(cast, quantity=9))
    counted = []
    for number in range(2):
        for each in range(4 * number):
            billing.settled(cast, billing.matched(cast, number=f"M-{each}", quantity=each + 1))
        with scope.reading(cast.company_id), CaptureQueriesContext(connection) as asked:
            owings(cast.fay, cast.contractor_id, YEAR)
            lines(cast.fay, cast.contractor_id, YEAR, None, 100)
        counted.append(len(asked))
    assert counted == [6, 6]
