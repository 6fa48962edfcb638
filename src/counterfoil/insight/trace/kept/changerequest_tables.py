"""By what contracts are changed: its table, as the trail says it."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.lifecycle.engagements.changerequest_queries import visible_changes
from counterfoil.lifecycle.engagements.models import ChangeRequest, Contract

from ..since import HEAD, LINE
from .kept import Column, Kept, Thing, coded, state

CHANGEREQUEST_TABLES = (
    Kept(
        ChangeRequest,
        ("changerequest",),
        Thing(_("Change of the contract"), visible_changes, "contract__engagement__title", amount="amount"),
        columns={
            "state": state(ChangeRequest),
            "why": Column(_("Why")),
            "order_kind": coded(_("Purchase order"), Contract.ORDER_KINDS),
            **{name: Column(HEAD[name]) for name in ("currency", "starts_on", "ends_on")},
            "amount": Column(_("At most"), money=True),
            "unit_rate": Column(_("Highest rate"), money=True),
            "unit": coded(LINE["unit"], UNITS),
        },
        quiet="contract_id made_by_id approval_id document document_sha256 decided_by_id reason number xact "
        "was_order_kind was_amount was_unit_rate was_unit was_starts_on was_ends_on",
    ),
)
