"""What the forms of choosing a purchase order begin with: what can be chosen, and who can get one."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import holding, visible_members
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.insight.trace.on_order import ChosenOrder, chosen_order
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.engagements.models import JobPost, Offer
from counterfoil.lifecycle.orders.cases import SharedCase
from counterfoil.lifecycle.orders.choosing import offered
from counterfoil.lifecycle.orders.models import Order

from ..forms.answering import MOST_SUGGESTED
from ..forms.available import Suggested
from ..session.member import now
from ..wording import Wording

_GETS = ("owner", "manager", "issuer", "finance")
"""The roles of those who get purchase orders."""


def option(order: Order, words: Wording) -> tuple[str, str]:
    """One order as it is offered: its number, and what it is for, what is left of it and until when."""
    left = words.money(order.left_to_draw, order.currency)
    last = words.day(order.valid_through) if order.valid_through else ""
    return order.number or "", " · ".join(str(one) for one in (order.title, left, last) if one)


def choices(by: Member, currency: str, words: Wording, text: str = "") -> list[tuple[str, str]]:
    """The orders that this member may choose now, in which the text occurs. Called inside a scope."""
    found = offered(by, currency, by.company.today(now()), text)[:MOST_SUGGESTED]
    return [option(one, words) for one in found]


def begun_choices(by: Member, thing: Offer | JobPost, words: Wording) -> dict[str, Suggested]:
    """What each form begins with: of an offer from a post, what was chosen for that. Called inside a scope."""
    said = chosen_for_post(by, thing) if isinstance(thing, Offer) else None
    people = visible_members(by).filter(holding(_GETS, "order.share"), state=Member.ACTIVE, service=False)
    owners = [(str(one.id), one.name) for one in people.order_by("name", "id")]
    version = {"version": str(thing.version)}
    return {
        "choose_order": Suggested(
            {"number": said.number if said else ""}, {"number": choices(by, thing.currency, words)}, version
        ),
        "add_order": Suggested(hidden=version),
        "await_order": Suggested(_later(by, said), {"owner_id": owners}, version),
    }


def chosen_for_post(by: Member, offer: Offer) -> ChosenOrder | None:
    """What was chosen for the job post that a draft is made from, while nothing is chosen for the draft itself. Called inside a
    scope."""
    return chosen_order(by, offer.post) if offer.post and offer.state == "draft" and not offer.order_choice else None


def against_drawing(chosen: ChosenOrder | None, offer: Offer) -> Sequence[Reason]:
    """Why the chosen order would not give an offer its share now, as the verb's own rule says it of who chose it. It is for
    whoever sees that order. Called inside a scope."""
    if chosen is None or chosen.seen_id is None or offer.state in ("declined", "withdrawn") or not offer.order_open:
        return []
    chooser = chosen.chosen_by
    if chooser.state != Member.ACTIVE:
        sentence = gettext_lazy(
            "%(name)s, who chose it, has left: somebody else who may use it gives the contract its share."
        )
        return [Reason("chooser_left", sentence, {"name": chooser.name})]
    case = SharedCase(chooser, now(), order=chosen.choice.order, amount=offer.most_amount)
    return one_available(case, "order.share").reasons


def _later(by: Member, said: ChosenOrder | None) -> dict[str, str]:
    """Who gets an order and by which day, as the post says it; else whoever writes."""
    if said is None or said.owner is None:
        return {"owner_id": str(by.id)}
    return {"owner_id": str(said.owner.id), "due_on": str(said.choice.due_on)}


def options_address(thing: Offer | JobPost) -> str:
    """Where the form asks for what can be chosen while somebody types."""
    return f"{reverse('order_choices')}?{urlencode({'currency': thing.currency})}"
