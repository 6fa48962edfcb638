"""Alerts that stand, that could be over and that are, people who were told, and what they want, so that raw SQL has something
to attack."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import override_settings

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.mail.models import ALERTS
from counterfoil.foundation.mail.writing import write
from counterfoil.lifecycle.alerts import actions
from counterfoil.lifecycle.alerts.models import Alert, Preference
from counterfoil.lifecycle.alerts.values import Wanted
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast

Names = dict[str, Any]
TABLES = ("alerts_alert", "alerts_digest", "alerts_preference")
LATER = NOW + timedelta(days=3)
_SAYS = {"subject": "1 new", "text": "It was not sent", "html": "<p>It was not sent</p>"}


def alerted(cast: Cast) -> Names:
    """Of orders that nobody sent: one is said so, one was sent since, of one it is over, and of one it is not said yet."""
    system = system_member(cast.company_id)
    names: Names = {name: cast.issued() for name in ("alerted", "settled", "calmed", "unalerted")}
    said = [names[name] for name in ("alerted", "settled", "calmed")]
    actions.raise_alerts(by=system, at=LATER, order_ids=said)
    for name in ("calmed", "settled"):
        given = {"order_id": names[name], "sent_on": LATER.date(), "sent_how": "post"}
        orders.note_sent(by=cast.iris, at=LATER, **given)
    actions.end_alerts(by=system, at=LATER, order_ids=[names["calmed"]])
    with scope.reading(cast.company_id):
        made = {one.order_id: one.id for one in Alert.objects.filter(order_id__in=said)}
    names |= {f"{name}_alert": made[names[name]] for name in ("alerted", "settled", "calmed")}
    with override_settings(COUNTERFOIL_SENDS_MAIL=True):
        told: Names = {"by": system, "at": LATER, "member_id": cast.fay.id, "day": LATER.date(), "through": 2}
        names["told_mail"] = UUID(actions.tell(**told, **_SAYS)["mail_id"])
    wanted = [Wanted(kind="due", on_desk=False, by_mail=True)]
    actions.set_preferences(by=cast.fay, at=NOW, wanted=wanted)
    with scope.reading(cast.company_id):
        names["preference"] = Preference.objects.get().id
    return names | {"loose_mail": _loose(system, cast.fay)}


def _loose(system: Member, to: Member) -> UUID:
    """A mail of alerts that is nobody's: no verb writes one, and the trail of the scene alone has it."""
    with scope.writing(system.company_id, new_id()):
        message = write(system, LATER, recipients=[to.email], kind=ALERTS, **_SAYS)
    return UUID(str(message.id))
