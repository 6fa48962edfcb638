"""Where many orders stand at once: what a list offers is what the record of each would."""

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.insight.trace.standings import Standing, listed, standings
from counterfoil.lifecycle.orders.models import OrderLine, RevisionLine

from ..cast import NOW, Cast


def rows(cast: Cast, name: str) -> list[Standing]:
    """What a member's list holds."""
    member = cast.members[name]
    with scope.reading(member.company_id):
        return standings(member, list(listed(member)), NOW)


def test_a_draft_with_lines_is_to_be_submitted(cast: Cast) -> None:
    cast.draft()
    [row] = rows(cast, "rita")
    assert row.offered is not None and row.offered.verb == "order.submit"


def test_a_draft_without_a_line_is_not_offered_to_be_submitted(cast: Cast) -> None:
    cast.draft()
    with scope.writing(cast.company_id, new_id()):
        RevisionLine.objects.all().delete()
        OrderLine.objects.all().delete()
    [row] = rows(cast, "rita")
    assert row.offered is None
