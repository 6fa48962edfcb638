"""The company's own member: raw SQL as the runtime role takes nothing from it and gives nothing to it."""

from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from counterfoil.foundation.companies.actions.members import deactivate_member, grant_role, revoke_role
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused

from ..cast import NOW, Cast

pytestmark = pytest.mark.django_db

INSERT = (
    'INSERT INTO companies_right (id, company_id, member_id, "only", role)'
    " VALUES (gen_random_uuid(), %s, %s, '{}', %s)"
)


def stopped_by(cast: Cast, sql: str, *given: object) -> str:
    """The guard that stops a statement."""
    writing = scope.writing(cast.company_id, cast.olga.id)
    with pytest.raises(IntegrityError) as stopped, writing, connection.cursor() as cursor:
        cursor.execute(sql, given)
    return str(stopped.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


def test_its_role_stays_and_is_nobody_elses(cast: Cast) -> None:
    system: UUID = system_member(cast.company_id).id
    assert stopped_by(cast, "DELETE FROM companies_right WHERE role = 'system'") == "right_system"
    assert stopped_by(cast, INSERT, cast.company_id, system, "approver") == "right_system"
    assert stopped_by(cast, INSERT, cast.company_id, cast.rita.id, "system") == "right_system"


def test_only_a_manager_is_narrowed_to_a_team(cast: Cast) -> None:
    sql = INSERT.replace("role)", "role, team_id)").replace("%s)", "%s, %s)")
    assert stopped_by(cast, sql, cast.company_id, cast.otto.id, "owner", cast.team_id) == "right_narrowed"


def test_the_verbs_leave_it_alone(cast: Cast) -> None:
    system = system_member(cast.company_id)
    given = {"by": cast.olga, "at": NOW, "member_id": system.id}
    for call in (
        lambda: grant_role(role="approver", **given),
        lambda: revoke_role(role="system", reason="because", **given),
        lambda: deactivate_member(reason="because", **given),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert "system_member" in [reason.key for reason in refused.value.reasons]
