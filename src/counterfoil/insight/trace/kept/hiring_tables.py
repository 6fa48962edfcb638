"""What is agreed before there is an order, and how a company hires: their tables, as the trail says them."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.engagements import queries as engagements
from counterfoil.lifecycle.engagements.models import Contract, Engagement, HiringPolicy, JobPost, Offer, Programme
from counterfoil.lifecycle.orders.models import Choice, Confirmation, Order

from ..since import HEAD, LINE
from .kept import Column, Kept, Part, Thing, coded, state

_TEAM = Column(_("Team"))


def _hiring(by: Member) -> Rows:
    found: Rows = HiringPolicy.objects.within(by.company_id)
    return found if may_read(by.roles, "hiringpolicy") else found.none()


def _programme(by: Member) -> Rows:
    found: Rows = Programme.objects.within(by.company_id)
    return found if may_read(by.roles, "programme") else found.none()


def _in_head(*names: str) -> dict[str, Column]:
    return {name: Column(HEAD[name]) for name in names}


HIRING_TABLES = (
    Kept(
        Engagement,
        ("engagement",),
        Thing(_("Engagement"), engagements.visible, "title"),
        columns={"team_id": _TEAM, **_in_head("title", "starts_on", "ends_on")},
        quiet="contractor_id",
    ),
    Kept(
        JobPost,
        ("jobpost",),
        Thing(_("Job post"), engagements.visible_posts, "title", amount="budget"),
        columns={
            "state": state(JobPost),
            "team_id": _TEAM,
            **_in_head("title", "currency", "starts_on", "ends_on"),
            "description": Column(_("What is to be done")),
            "budget": Column(_("Budget"), money=True),
        },
        quiet="made_by_id order_choice order_number order_version reason",
    ),
    Kept(
        Offer,
        ("offer",),
        Thing(_("Offer"), engagements.visible_offers, "title", amount="amount"),
        columns={
            "state": state(Offer),
            "team_id": _TEAM,
            **_in_head("title", "currency", "starts_on", "ends_on"),
            "contractor_id": Column(HEAD["contractor"]),
            "description": Column(_("What is to be done")),
            "amount": Column(_("Fixed price"), money=True),
            "unit_rate": Column(_("Rate"), money=True),
            "unit": coded(LINE["unit"], UNITS),
            "most_units": Column(_("At most")),
            "engagement_id": Column(HEAD["engagement"]),
            "post_id": Column(_("Job post")),
        },
        quiet="made_by_id order_choice order_number order_version order_open order_chooser_id approval_id "
        "document document_sha256 sent_by_id decided_by_id reason",
    ),
    Kept(
        Contract,
        ("contract",),
        Thing(_("Contract"), engagements.visible_contracts, "engagement__title"),
        columns={
            "state": state(Contract),
            "order_kind": coded(_("Purchase order"), Contract.ORDER_KINDS),
            **_in_head("currency", "starts_on", "ends_on"),
            "amount": Column(_("At most"), money=True),
            "unit_rate": Column(_("Highest rate"), money=True),
            "unit": coded(LINE["unit"], UNITS),
            "signed_on": Column(_("Signed on")),
            "signers": Column(_("Signed by")),
        },
        quiet="engagement_id made_by_id offer_id document_id digest signed_by_id ended_by_id reason",
    ),
    Kept(
        HiringPolicy,
        ("hiringpolicy",),
        Thing(_("How you hire"), _hiring, "version"),
        columns={"offers_reviewed": Column(_("Offers are approved before they are sent"))},
        quiet="set_by_id",
    ),
    Kept(
        Programme,
        ("programme",),
        Thing(_("Purchase orders when hiring"), _programme, "version"),
        columns={
            "team_id": _TEAM,
            "mode": coded(_("Purchase orders"), Programme.WORDS),
            "confirmed": Column(_("Finance confirms what a manager adds")),
        },
        quiet="set_by_id",
    ),
    # Which order it is stands on the page of the offer or post, for whoever may use that.
    Kept(
        Choice,
        part=Part({"offer_id": Offer, "post_id": JobPost}),
        columns={"owner_id": Column(_("Who gets a purchase order")), "due_on": Column(_("By which day"))},
        quiet="version order_id chosen_by_id",
    ),
    Kept(Confirmation, part=Part({"order_id": Order}), quiet="asked_by_id confirmed_by_id"),
)
