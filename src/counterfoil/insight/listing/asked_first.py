"""What people ask of a list first: whose contractor, engagement, team and order it is. Said once, for every list."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.parties.queries import visible as contractors
from counterfoil.lifecycle.engagements.queries import visible as engagements
from counterfoil.lifecycle.engagements.queries import visible_contracts
from counterfoil.lifecycle.engagements.requisition_queries import visible_requisitions
from counterfoil.lifecycle.orders.queries import visible as orders

from .filters import Of, all_of
from .pickers import CONTRACTOR
from .through import Through


def of_contractor(through: Through | None = None) -> Of:
    """Of one contractor."""
    return Of("contractor", _("Contractor"), contractors, picker=CONTRACTOR, offered_outside=False, through=through)


def of_engagement(through: Through | None = None) -> Of:
    """Of one engagement."""
    return Of("engagement", _("Engagement"), engagements, "title", "contractor__name", through=through)


def of_team(through: Through | None = None) -> Of:
    """Of one team."""
    return Of("team", _("Team"), all_of(Team), inside=True, through=through)


def of_requester(through: Through | None = None) -> Of:
    """Of what one person asked for."""
    return Of("requester", _("Asked for by"), all_of(Member), apart="email", inside=True, through=through)


def of_requisition() -> Of:
    """Of one requisition: its page leads to it."""
    return Of("requisition", _("Requisition"), visible_requisitions, "title", asked=False, inside=True)


def of_contract() -> Of:
    """Of one contract: its page leads to them."""
    return Of("contract", _("Contract"), visible_contracts, "engagement__title", asked=False)


def of_order(through: Through | None = None) -> Of:
    """Of one order: a link leads to it, and no panel asks for one of a hundred thousand."""
    return Of("order", _("Order"), orders, "number", asked=False, through=through)
