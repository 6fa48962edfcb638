"""The tables of what is agreed with contractors before there is an order: engagements and offers, and how a company hires."""

from .engagement import Engagement
from .hiring import HiringPolicy
from .offer import Offer

__all__ = ["Engagement", "HiringPolicy", "Offer"]
