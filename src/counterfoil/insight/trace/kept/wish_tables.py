"""What contractors ask for, as the trail says it."""

from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders.models import Wish

from .kept import Column, Kept, Part, coded, state

WISH_TABLES = (
    Kept(
        Wish,
        part=Part({"engagement_id": Engagement}),
        columns={
            "state": state(Wish, _("asking for an order")),
            "why": coded(_("Asked for an order"), Wish.WHYS),
            "note": Column(_("What the contractor wrote")),
            "word": Column(_("The answer")),
            "met_by_id": Column(_("Met by")),
            "days": Column(_("Days waited")),
        },
        quiet="engagement_id lapsing_id asked_by_id answered_by_id",
    ),
)
