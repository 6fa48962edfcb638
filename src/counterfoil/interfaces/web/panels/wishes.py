"""What a contractor asks for of an engagement: the verbs, and what was asked for so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders import wishes
from counterfoil.lifecycle.orders.models import Wish
from counterfoil.lifecycle.orders.wish_cases import WishCase

from ..forms.available import Attempt, ShownVerb, shown_verb
from ..forms.verb_forms import forms_of

FORMS = {name: form for name, form in forms_of("engagement").items() if name in ("ask_for_order", "answer_wish")}


@dataclass(frozen=True)
class ShownWish:
    """One asking, with the company's days that it has waited by now, or did wait."""

    wish: Wish
    waited: int


def shown(by: Member, at: datetime, engagement: Engagement, verb: str, attempt: Attempt | None) -> dict[str, Any]:
    """What was asked for, and the form of who asks or answers. Called inside a scope."""
    case = WishCase(by, at, engagement=engagement)
    today = by.company.today(at)
    return {
        "wanted": case.wanted,
        "wishes": _waited(by, wishes.of_engagement(by, engagement.id), today),
        "wish_form": _form(case, verb, attempt),
    }


def _form(case: WishCase, verb: str, attempt: Attempt | None) -> ShownVerb:
    address = reverse("engagement_do", args=[case.engagement.id, verb])
    offered = one_available(case, f"engagement.{verb}")
    return shown_verb(FORMS[verb], offered, address, case.engagement.id, attempt)


def _waited(by: Member, rows: Sequence[Wish], today: date) -> list[ShownWish]:
    return [
        ShownWish(row, (today - by.company.today(row.asked_at)).days if row.days is None else row.days) for row in rows
    ]
