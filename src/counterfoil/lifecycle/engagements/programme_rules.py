"""What may be set of the programme, and what it asks of an offer and of a job post. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason

from .models import JobPost, Offer, Programme
from .models.chosen import NAMED
from .models.programme import AS_COMPANY, OPTIONAL, REQUIRED
from .programme_values import ProgrammeValues


def changed(values: ProgrammeValues, before: Programme | None) -> list[Reason]:
    """A change that changes nothing says so."""
    nothing = OPTIONAL if values.team_id is None else AS_COMPANY
    stands = (before.mode, before.confirmed) if before else (nothing, False)
    if (values.mode, values.confirmed) != stands:
        return []
    return [Reason("unchanged", _("That is what it says already."))]


def chosen(thing: Offer | JobPost, programme: str) -> list[Reason]:
    """Where an order is required, nothing goes out without a choice: an order, or who gets one and by when (R24)."""
    if programme != REQUIRED or thing.order_choice:
        return []
    sentence = _(
        "A purchase order is required here, and none is chosen: choose one, add one, or say who gets one and by which day."
    )
    return [Reason("order_needed", sentence)]


def in_currency(thing: Offer | JobPost, before: str) -> list[Reason]:
    """What was chosen is in the currency in which it was chosen."""
    if thing.order_choice != NAMED or thing.currency == before:
        return []
    sentence = _(
        "It draws on a purchase order in %(currency)s. Say first that there is none yet, then change the currency."
    )
    return [Reason("order_currency", sentence, {"currency": before})]


def drawable(offer: Offer, by: Member) -> list[Reason]:
    """What an offer draws on its order is known before it is agreed, and whoever lets it go out answers for that: somebody else
    may have written at it since the order was chosen, or may not use the order at all (R9)."""
    if offer.order_choice != NAMED:
        return []
    reasons = []
    if offer.order_chooser_id != by.id:
        sentence = _(
            "%(name)s chose the purchase order that it draws on. Choose one yourself, or have them send it; nothing is sent yet."
        )
        reasons.append(Reason("order_of_another", sentence, {"name": offer.order_chooser.name}))
    if offer.most_amount is not None:
        return reasons
    sentence = _("It draws on a purchase order, so it needs an end: say how many units it can come to at the most.")
    return [*reasons, Reason("most_needed", sentence)]
