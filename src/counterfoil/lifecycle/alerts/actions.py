"""alert.raise, alert.end, alert.see, alert.tell: what is said of orders, and to whom. And alertpreference.set.

Many alerts are raised, or are over, in one transaction: what comes due on a day is one entry and not one for each invoice.
"""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.db import connection
from django.db.models import F
from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import LongText, Name
from counterfoil.foundation.mail.models import ALERTS
from counterfoil.foundation.mail.writing import write
from counterfoil.foundation.trail.action import Stored, action

from . import queries, rules
from .cases import AlertCase, TellCase
from .models import Alert, Digest, Preference
from .values import Wanted

ManyIds = Annotated[list[UUID], Field(max_length=1_000)]
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@action("alert.raise", subject="company")
def raise_alerts(
    *,
    by: Member,
    at: datetime,
    order_ids: ManyIds | None = None,
    choice_ids: ManyIds | None = None,
    caused_by_id: UUID | None = None,
) -> Stored:
    """Raise what holds and no alert says yet, on these orders, of these who are to get one, or on all: at most so many as go
    into one transaction.

    One worker at a time, so that what another one has raised meanwhile is not raised again, and numbers follow each other as they
    are committed.
    """
    _wait_for_others(by.company_id)
    last = Alert.objects.within(by.company_id).order_by("-number").first()
    found = [] if last and at < last.raised_at else queries.to_raise(by.company_id, at, order_ids, choice_ids)
    Alert.objects.bulk_create(
        Alert(
            company_id=by.company_id,
            number=number,
            kind=one.kind,
            order_id=one.order_id,
            choice_id=one.choice_id,
            invoice_id=one.invoice_id,
            mail_id=one.mail_id,
            crossing_id=one.crossing_id,
            day=one.day,
            occasion=one.occasion,
            caused_by_id=caused_by_id,
            raised_at=at,
        )
        for number, one in enumerate(found, start=last.number + 1 if last else 1)
    )
    return _stored(by, {"raised": len(found)}, {one.order_id for one in found})


@action("alert.end", subject="company")
def end_alerts(
    *, by: Member, at: datetime, order_ids: ManyIds | None = None, choice_ids: ManyIds | None = None
) -> Stored:
    """Say of alerts that they are over, where what they say holds no more: as many as go into one transaction."""
    _wait_for_others(by.company_id)
    over = queries.to_end(by.company_id, at, order_ids, choice_ids)
    own = Alert.objects.within(by.company_id).filter(id__in=over)
    orders = set(own.values_list("order_id", flat=True))
    own.update(state="over", ended_at=at, version=F("version") + 1)
    return _stored(by, {"ended": len(over)}, orders)


@action("alert.see", on=AlertCase, rule=rules.see)
def see(case: AlertCase) -> Stored:
    """Say of what happened once, the crossing of a threshold, that it is seen: it is over for everybody."""
    alert = case.alert
    alert.ended_at, alert.seen_by = case.at, case.by
    move(alert, "see")
    return Stored(alert.id, {"id": str(alert.id)}, order_id=alert.order_id)


@action("alert.tell", on=TellCase, rule=rules.tell, also=rules.told_once)
def tell(case: TellCase, *, day: date, through: int, subject: Name, text: LongText, html: LongText) -> Stored:
    """Write down the one mail of a day by which a person is told of what is new for them, up to this alert."""
    member = case.member
    message = write(case.by, case.at, recipients=[member.email], kind=ALERTS, subject=subject, text=text, html=html)
    Digest.objects.create(
        company_id=member.company_id, member=member, day=day, through=through, mail=message, made_at=case.at
    )
    return Stored(member.id, {"id": str(member.id), "mail_id": str(message.id)})


@action("alertpreference.set", subject="alertpreference")
def set_preferences(*, by: Member, at: datetime, wanted: list[Wanted]) -> Stored:
    """Say of which kinds of alerts one wants to be told, on the desk and by mail. A kind that is not named stays as it is."""
    own = queries.preferences_of(by)
    for one in {one.kind: one for one in wanted}.values():
        kept = own.get(one.kind) or Preference(company_id=by.company_id, member=by, kind=one.kind)
        kept.on_desk, kept.by_mail = one.on_desk, one.by_mail
        kept.save()
    return Stored(by.id, {"id": str(by.id)})


def _wait_for_others(company_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [f"alerts {company_id}"])


def _stored(by: Member, answer: dict[str, int], orders: set[UUID | None]) -> Stored:
    """Where one order is concerned, the entry stands on its record, which shows it at once."""
    order_id = next(iter(orders)) if len(orders) == 1 else None
    return Stored(by.company_id, {"id": str(by.company_id), **answer}, order_id=order_id)
