"""The tables of what is agreed with contractors before there is an order: engagements, offers and contracts,
requisitions, and how a company hires."""

from .contract import Contract
from .engagement import Engagement
from .hiring import HiringPolicy
from .jobpost import JobPost
from .offer import Offer
from .programme import Programme
from .requisition import Requisition, RequisitionPolicy

__all__ = [
    "Contract",
    "Engagement",
    "HiringPolicy",
    "JobPost",
    "Offer",
    "Programme",
    "Requisition",
    "RequisitionPolicy",
]
