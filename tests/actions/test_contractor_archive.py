"""contractor.archive: a contractor out of the way of lists and pickers; nothing else depends on it."""

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import archive_contractor
from counterfoil.foundation.parties.picking import contractors, named

from ..cast import NOW, Cast
from .archiving import CONTRACTOR, ArchiveTests


class TestArchiveContractor(ArchiveTests):
    verb, wrong, of = "contractor.archive", "petra", CONTRACTOR


def test_pickers_leave_them_out_and_a_whole_code_still_means_them(cast: Cast) -> None:
    archive_contractor(by=cast.fay, at=NOW, contractor_id=cast.contractor_id)
    with scope.reading(cast.company_id):
        assert cast.contractor_id not in {one.id for one in contractors(cast.rita, "Cleo")}
        meant = named(cast.rita, "CLEO2")
    assert meant and meant.id == cast.contractor_id
    assert cast.issued(), "what is ordered of them runs on"
