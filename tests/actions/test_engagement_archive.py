"""engagement.archive: an engagement out of the way of lists and pickers; nothing else depends on it."""

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements.actions import archive_engagement
from counterfoil.lifecycle.engagements.picking import engagements_of

from ..cast import NOW, Cast
from .archiving import ENGAGEMENT, ArchiveTests


class TestArchiveEngagement(ArchiveTests):
    verb, wrong, of = "engagement.archive", "petra", ENGAGEMENT


def test_pickers_leave_it_out_but_where_it_is_chosen_already(cast: Cast) -> None:
    archive_engagement(by=cast.rita, at=NOW, engagement_id=cast.engagement_id)
    with scope.reading(cast.company_id):
        assert not engagements_of(cast.rita, cast.contractor_id)
        assert [one.id for one in engagements_of(cast.rita, cast.contractor_id, cast.engagement_id)] == [
            cast.engagement_id
        ]
