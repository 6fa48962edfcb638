"""What is missing from the end of the trail, what was erased from it, and whether it grows from a head noted before."""

import os
from pathlib import Path
from typing import Any

import pytest

from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.cli.verify import as_text
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.interfaces.jobs.worker import seal
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .tampering import OFF, Behind, kinds
from .test_verify import sealed

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_erased_value_of_which_the_digest_is_left_is_no_alteration(cast: Cast, behind: Behind) -> None:
    orders.cancel(by=cast.iris, at=NOW, order_id=sealed(cast), reason="Wrong contractor.")
    assert verify(cast.company_id).clean
    behind("UPDATE trail_entry SET reason = '', salts = salts - 'reason' WHERE verb = 'order.cancel'")
    behind(
        "UPDATE trail_change SET personal = personal - 'name', salts = salts - 'name' WHERE relation = 'parties_contractor'"
    )
    behind(OFF.format("parties_contractor", "UPDATE parties_contractor SET name = ''"))
    assert verify(cast.company_id).findings == []
    behind(OFF.format("parties_contractor", "UPDATE parties_contractor SET name = 'Somebody'"))
    assert kinds(cast.company_id) == {"row not as trailed"}


CUT = "DELETE FROM trail_seal WHERE number > 1; DELETE FROM trail_position WHERE position > (SELECT max(last) FROM trail_seal)"
FORGET = "DELETE FROM trail_sealedupto"


def test_the_last_seals_cut_off_with_their_positions_leave_their_entries_unsealed(cast: Cast, behind: Behind) -> None:
    verify(cast.company_id)
    sealed(cast)
    behind(CUT)
    assert kinds(cast.company_id) == {"entry unsealed"}


def test_a_follower_that_read_beyond_the_end_of_the_trail_shows_what_was_cut_off(cast: Cast, behind: Behind) -> None:
    verify(cast.company_id)
    sealed(cast)
    Follower().catch_up(NOW)
    behind(CUT)
    behind(FORGET)
    assert "seals cut off" in kinds(cast.company_id)


def test_what_was_cut_off_and_sealed_anew_was_sealed_after_what_followed_from_it(cast: Cast, behind: Behind) -> None:
    verify(cast.company_id)
    sealed(cast)
    Follower().catch_up(NOW)
    assert verify(cast.company_id).clean
    behind(CUT)
    behind(FORGET)
    seal()
    assert kinds(cast.company_id) == {"seals cut off"}


def test_the_books_grow_from_a_head_that_was_noted_before(cast: Cast) -> None:
    noted = verify(cast.company_id).head
    sealed(cast)
    verdict = verify(cast.company_id, noted)
    assert (verdict.clean, verdict.as_data()["grows_from_noted"]) == (True, True)
    assert f"The books grow from the head that was noted: {noted}" in as_text(verdict)


def test_books_that_were_sealed_anew_do_not_grow_from_the_head_that_was_noted(cast: Cast, behind: Behind) -> None:
    """Nothing else tells: entries, positions and seals agree."""
    noted = verify(cast.company_id).head
    behind("DELETE FROM trail_seal; DELETE FROM trail_position; DELETE FROM trail_sealedupto")
    behind("DELETE FROM trail_change WHERE entry_id IN (SELECT id FROM trail_entry WHERE verb = 'engagement.add')")
    behind("DELETE FROM trail_entry WHERE verb = 'engagement.add'")
    behind(OFF.format("engagements_engagement", "DELETE FROM engagements_engagement"))
    seal()
    assert verify(cast.company_id).clean
    verdict = verify(cast.company_id, noted)
    assert (verdict.clean, verdict.as_data()["grows_from_noted"]) == (False, False)
    assert f"head: the books do not grow from the head {noted}" in as_text(verdict)


@pytest.mark.parametrize("instead", ["folder", "link", "pipe"])
def test_a_file_in_whose_place_stands_something_else_is_a_finding(cast: Cast, tmp_path: Path, instead: str) -> None:
    cast.issued()
    seal()
    Follower().catch_up(NOW)
    with scope.reading(cast.company_id):
        document: Any = Document.objects.get()
    file = store.place(cast.company_id, document.sha256)
    (tmp_path / "elsewhere").write_bytes(file.read_bytes())
    file.unlink()
    made = {
        "folder": file.mkdir,
        "link": lambda: file.symlink_to(tmp_path / "elsewhere"),
        "pipe": lambda: os.mkfifo(file),
    }
    made[instead]()
    [finding] = verify(cast.company_id).findings
    assert (finding.check, "in its place" in finding.sentence) == ("document", True)
