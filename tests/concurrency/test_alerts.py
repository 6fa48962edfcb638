"""Several workers look at the same moment: each alert is raised once, is over once, and each person told once."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.models import Message
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.jobs.alerts import Hourly
from counterfoil.interfaces.jobs.digests import Mornings
from counterfoil.lifecycle.alerts import actions

from ..actions.billing import settled
from ..alerting import DAY, alerts, raised, soon, system
from ..cast import NOW, Cast
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]


@pytest.mark.req(168)
def test_what_holds_is_raised_once_and_over_once(cast: Cast) -> None:
    first, _second = soon(cast), soon(cast, number="R-2")
    by = system(cast)
    outcomes = race(*[partial(actions.raise_alerts, by=by, at=NOW)] * 5, linger=0.02)
    assert sorted(one["raised"] for one in done(outcomes)) == [0, 0, 0, 0, 2]
    assert [one.number for one in alerts(cast)] == [1, 2]
    settled(cast, first)
    outcomes = race(*[partial(actions.end_alerts, by=by, at=NOW)] * 5, linger=0.02)
    assert sorted(one["ended"] for one in done(outcomes)) == [0, 0, 0, 0, 1]
    assert verify(cast.company_id).findings == []


@pytest.mark.req(168)
def test_an_alert_is_raised_while_others_end(cast: Cast) -> None:
    first = soon(cast, number="R-3")
    raised(cast)
    settled(cast, first)
    soon(cast, number="R-4")
    race(*[partial(Hourly().turn, NOW) for _worker in range(4)], linger=0.02)
    assert [(one.invoice.number, one.state) for one in alerts(cast)[-2:]] == [("R-3", "over"), ("R-4", "stands")]
    assert verify(cast.company_id).findings == []


@pytest.mark.req(168)
def test_a_person_is_told_once(cast: Cast, settings: Any) -> None:
    settings.COUNTERFOIL_SENDS_MAIL = True
    soon(cast, number="R-5")
    raised(cast)
    says = {"subject": "1 new", "text": "R-1 is due", "html": "<p>R-1 is due</p>"}
    given: Any = {
        "by": system(cast),
        "at": NOW,
        "member_id": cast.fay.id,
        "day": NOW.date(),
        "through": alerts(cast)[-1].number,
    }
    outcomes = race(*[partial(actions.tell, **given, **says)] * 5, linger=0.02)
    assert len(done(outcomes)) == 1 and set(refused(outcomes)) == {"told_today", "nothing_new"}
    race(*[partial(Mornings().turn, NOW + DAY) for _worker in range(4)], linger=0.02)
    with scope.reading(cast.company_id):
        assert Message.objects.filter(kind="alerts").count() == 2, (
            "Fay and Petra, each once: what was told is not told again"
        )
    assert verify(cast.company_id).findings == []
