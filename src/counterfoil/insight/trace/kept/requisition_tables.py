"""What is asked for before there is an order: its tables, as the trail says them."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.engagements.models import Requisition, RequisitionPolicy
from counterfoil.lifecycle.engagements.requisition_queries import visible_requisitions

from ..since import HEAD
from .kept import Column, Kept, Thing, state


def _policies(by: Member) -> Rows:
    found: Rows = RequisitionPolicy.objects.within(by.company_id)
    return found if may_read(by.roles, "requisitionpolicy") else found.none()


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
    Kept(
        RequisitionPolicy,
        ("requisitionpolicy",),
        Thing(_("How orders begin"), _policies, "version"),
        columns={"requisitions_needed": Column(_("Orders begin with an approved requisition"))},
        quiet="set_by_id",
    ),
)
