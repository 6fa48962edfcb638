"""What is asked for before there is an order: its tables, as the trail says them."""

from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.engagements.models import Requisition
from counterfoil.lifecycle.engagements.requisition_queries import visible_requisitions

from ..since import HEAD
from .kept import Column, Kept, Thing, state

REQUISITION_TABLES = (
    Kept(
        Requisition,
        ("requisition",),
        Thing(_("Requisition"), visible_requisitions, "title", amount="amount"),
        columns={
            "state": state(Requisition),
            "team_id": Column(_("Team")),
            **{name: Column(HEAD[name]) for name in ("title", "currency", "starts_on", "ends_on")},
            "contractor_id": Column(HEAD["contractor"]),
            "description": Column(_("What for")),
            "amount": Column(_("At most"), money=True),
        },
        quiet="made_by_id approval_id document document_sha256 decided_by_id reason",
    ),
)
