"""Files that came to nothing are counted against whoever sent them, and beyond a day's measure no more are kept."""

from datetime import timedelta

import pytest

from counterfoil.foundation.documents import allowance
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.trail.action import INSIDE
from counterfoil.lifecycle.intake.receiving import Sender, receive

from ..cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_hundred_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MOST", 100)


def test_refused_uploads_count_against_their_sender_and_nobody_else(cast: Cast) -> None:
    allowance.taken(cast.rita, NOW, [40, 40])
    with pytest.raises(Refused) as refused:
        allowance.taken(cast.rita, NOW, [40])
    assert [reason.key for reason in refused.value.reasons] == ["too_many_files"]
    allowance.taken(cast.cleo, NOW, [40])


def test_what_something_was_made_of_counts_no_more(cast: Cast) -> None:
    for _ in range(5):
        allowance.taken(cast.rita, NOW, [90])
        allowance.given_back(cast.rita, NOW, [90])


def test_the_next_day_begins_with_nothing(cast: Cast) -> None:
    allowance.taken(cast.rita, NOW, [90])
    allowance.taken(cast.rita, NOW + timedelta(days=1), [90])


def test_what_was_refused_in_the_receive_log_counts_too(cast: Cast) -> None:
    sender = Sender(cast.petra, NOW, INSIDE)
    receive([("junk.xml", b"x" * 60)], sender)
    with pytest.raises(Refused, match="came to nothing"):
        receive([("more.xml", b"y" * 60)], sender)
    receive([("more.xml", b"y" * 60)], Sender(cast.fay, NOW, INSIDE))
    receive([("more.xml", b"z" * 60)], Sender(cast.petra, NOW + timedelta(days=2), INSIDE))
