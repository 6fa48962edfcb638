"""verify finds alerts that are gone or elsewhere, acts that nobody did, and people who were told what they should not be."""

from typing import Any

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.lifecycle.alerts import actions
from counterfoil.lifecycle.alerts.models import Digest, Preference
from counterfoil.lifecycle.alerts.values import Wanted

from ..alerting import alerts, raised, soon, system
from ..cast import NOW, Cast
from ..interfaces.jobs.test_follow import settle
from .tampering import OFF, Behind, kinds, sentences

pytestmark = pytest.mark.django_db(transaction=True)
_ALERT, _DIGEST, _PREFERENCE = "alerts_alert", "alerts_digest", "alerts_preference"
SAYS = {"subject": "1 new", "text": "R-1 is due", "html": "<p>R-1 is due</p>"}


@pytest.fixture
def told(cast: Cast, settings: Any) -> Cast:
    """Two alerts, and Fay who was told of them."""
    settings.COUNTERFOIL_SENDS_MAIL = True
    soon(cast)
    soon(cast, number="R-2")
    settle(Follower())
    given: Any = {"by": system(cast), "at": NOW, "member_id": cast.fay.id, "day": NOW.date(), "through": 2}
    actions.tell(**given, **SAYS)
    actions.set_preferences(by=cast.fay, at=NOW, wanted=[Wanted(kind="due", on_desk=True, by_mail=False)])
    return cast


def test_what_the_verbs_did_agrees(told: Cast) -> None:
    assert verify(told.company_id).findings == []


@pytest.mark.req(168)
def test_an_alert_that_is_gone_is_found(told: Cast, behind: Behind) -> None:
    behind(OFF.format(_ALERT, f"DELETE FROM {_ALERT} WHERE number = 1"))
    assert "alert: alert 2 follows alert 0: one between them is gone" in sentences(told.company_id)


@pytest.mark.req(168)
def test_an_alert_that_was_ended_without_an_entry_is_found(told: Cast, behind: Behind) -> None:
    behind(OFF.format(_ALERT, f"UPDATE {_ALERT} SET state = 'over', ended_at = raised_at WHERE number = 1"))
    assert any(one.startswith("state: alert 1 of order") for one in sentences(told.company_id))


@pytest.mark.req(168)
def test_an_act_that_somebody_else_did_is_found(told: Cast, behind: Behind) -> None:
    behind(OFF.format(_ALERT, f"UPDATE {_ALERT} SET caused_by_id = '{told.fay.id}' WHERE number = 1"))
    expected = f"alert: alert 1 names {told.fay.id} as who caused it, who did not"
    assert expected in sentences(told.company_id), "so that Fay would not be told"


@pytest.mark.req(168)
def test_an_alert_on_another_order_is_found(told: Cast, behind: Behind) -> None:
    first, second = alerts(told)
    behind(OFF.format(_ALERT, f"UPDATE {_ALERT} SET order_id = '{second.order_id}' WHERE id = '{first.id}'"))
    assert "alert: alert 1 is about invoice R-1, which was never on its order" in sentences(told.company_id)


@pytest.mark.req(168)
def test_who_was_told_by_no_mail_or_somebody_elses_is_found(told: Cast, behind: Behind) -> None:
    behind(OFF.format(_DIGEST, f"UPDATE {_DIGEST} SET through = 7"))
    assert any(
        one.startswith("told: what Fay was told on 2026-03-02 is not what mail") for one in sentences(told.company_id)
    )
    with scope.reading(told.company_id):
        mail_id = Digest.objects.get().mail_id
    behind(OFF.format(_DIGEST, f"DELETE FROM {_DIGEST}"))
    assert f"told: mail {mail_id} tells of alerts, and nobody was to be told" in sentences(told.company_id)


@pytest.mark.req(168)
def test_who_was_told_twice_of_the_same_is_found(told: Cast, behind: Behind) -> None:
    raised(told)
    later = "'day', day + 1, 'made_at', made_at + interval '1 day', 'mail_id', gen_random_uuid()"
    again = f"jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), {later}))"
    behind(
        f"ALTER TABLE {_DIGEST} DROP CONSTRAINT digest_mail_same_company; "
        + OFF.format(_DIGEST, f"INSERT INTO {_DIGEST} SELECT ({again}).* FROM {_DIGEST} t")
    )
    assert "told: Fay was told on 2026-03-03 of what they were told before" in sentences(told.company_id)


@pytest.mark.req(168)
def test_what_somebody_else_chose_is_found(told: Cast, behind: Behind) -> None:
    behind(OFF.format(_PREFERENCE, f"UPDATE {_PREFERENCE} SET member_id = '{told.petra.id}'"))
    assert "told: of what Petra is told (due), somebody else has chosen" in sentences(told.company_id)
    with scope.reading(told.company_id):
        assert Preference.objects.get().member_id == told.petra.id
    assert "row not as trailed" in kinds(told.company_id)
