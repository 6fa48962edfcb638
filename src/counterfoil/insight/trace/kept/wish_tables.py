"""What contractors ask for, as the trail says it."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders.models import RunOutPolicy, Wish

from .kept import Column, Kept, Part, Thing, coded, state


def _run_out(by: Member) -> Rows:
    found: Rows = RunOutPolicy.objects.within(by.company_id)
    return found if may_read(by.roles, "runoutpolicy") else found.none()


WISH_TABLES = (
    Kept(
        RunOutPolicy,
        ("runoutpolicy",),
        Thing(_("Orders that run out"), _run_out, "version"),
        columns={
            "exhausted": coded(_("Once all of it is invoiced"), RunOutPolicy.WAYS),
            "expired": coded(_("Once its last day is past"), RunOutPolicy.WAYS),
            "expiry_days": Column(_("Days ahead")),
            "pace_margin": Column(_("Ahead of its days, per cent")),
            "little_left": Column(_("Little left, per cent")),
        },
        quiet="set_by_id",
    ),
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
