"""The tables of what is agreed with contractors before there is an order: engagements, offers and contracts,
what changes them, requisitions, and how a company hires."""

from .changerequest import ChangeRequest
from .contract import Contract
from .engagement import Engagement
from .hiring import HiringPolicy
from .jobpost import JobPost
from .offer import Offer
from .programme import Programme
from .requisition import Requisition, RequisitionPolicy

__all__ = [
    "ChangeRequest",
    "Contract",
    "Engagement",
    "HiringPolicy",
    "JobPost",
    "Offer",
    "Programme",
    "Requisition",
    "RequisitionPolicy",
]
