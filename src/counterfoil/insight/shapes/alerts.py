"""How alerts look, and of which kinds somebody wants to be told."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.alerts.kinds import KINDS, ToldAlert
from counterfoil.lifecycle.alerts.models import Alert, Preference
from counterfoil.lifecycle.alerts.queries import concerned, preferences_of

from .shape import From, Shape, StateWords, Told


class AlertShape(Shape, row=Alert):
    """One message about an order, or an offer that waits for one: what it says, and the day that it is about. It is over once
    that holds no more."""

    id: UUID
    number: int
    kind: str
    kind_words: Annotated[str, Told(lambda row: str(KINDS[row.kind].label))]
    says: Annotated[str, Told(lambda row: ToldAlert(row).says)]
    state: str
    state_words: StateWords
    order_id: UUID | None
    order_number: Annotated[str | None, From("order.number")]
    offer_id: Annotated[UUID | None, From("choice.offer_id")]
    invoice_id: UUID | None
    mail_id: UUID | None
    crossing_id: UUID | None
    day: date
    occasion: int
    raised_at: datetime
    ended_at: datetime | None
    seen_by_id: UUID | None


class AlertPreferenceShape(Shape, row=Preference):
    """Whether one is told of a kind of alert on the desk and by mail. Where nothing was said: both."""

    kind: str
    kind_words: Annotated[str, Told(lambda row: str(KINDS[row.kind].words))]
    on_desk: bool
    by_mail: bool


def preferences_for(by: Member) -> list[AlertPreferenceShape]:
    """Of each kind that can concern somebody what they have said, or what holds where they have not."""
    own = preferences_of(by)
    rows = [own.get(kind) or Preference(member=by, kind=kind) for kind in concerned(by)]
    return AlertPreferenceShape.each(rows, by)
