"""A contractor's engagements are read and added on the contractor's page."""

from datetime import date

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements.models import Engagement

from ...cast import Cast
from .conftest import SignIn
from .papers import text

GIVEN = {"title": "Catalogue 2027", "starts_on": "2026-12-01", "ends_on": "", "key": "a"}


def _page(cast: Cast) -> str:
    return f"/contractors/{cast.contractor_id}"


@pytest.mark.parametrize("team", [True, False])
def test_a_manager_adds_one_and_reads_it(cast: Cast, sign_in: SignIn, team: bool) -> None:
    rita, said = sign_in("rita"), str(cast.team_id) if team else "none"
    assert rita.post(f"{_page(cast)}/do/add", GIVEN | {"team_id": said})["Location"] == _page(cast)
    assert "Catalogue 2027" in text(rita, _page(cast))
    with scope.reading(cast.company_id):
        made = Engagement.objects.get(title="Catalogue 2027")
    assert (made.contractor_id, made.team_id) == (cast.contractor_id, cast.team_id if team else None)
    assert (made.starts_on, made.ends_on) == (date(2026, 12, 1), None)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"title": ""}, "title"), ({"ends_on": "2026-11-30"}, "ends_on"), ({"team_id": ""}, "team_id")]
)
def test_what_can_not_be_is_said_under_its_field(
    cast: Cast, sign_in: SignIn, wrong: dict[str, str], field: str
) -> None:
    answer = sign_in("rita").post(f"{_page(cast)}/do/add", GIVEN | {"team_id": "none"} | wrong)
    assert answer.status_code == 422 and f'id="{field}-add-{cast.contractor_id}-says"' in answer.content.decode()


def test_finance_reads_who_adds_them_and_adds_none(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    assert "Add an engagement" in text(fay, _page(cast)) and 'name="title"' not in text(fay, _page(cast))
    assert fay.post(f"{_page(cast)}/do/add", GIVEN).status_code == 403
    with scope.reading(cast.company_id):
        assert not Engagement.objects.filter(title="Catalogue 2027").exists()
