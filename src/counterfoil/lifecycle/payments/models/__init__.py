"""The tables of this room."""

from .payment import Allocation, Payment, Refund, SetOff
from .twin import Twin
from .write_off import BALANCE, INVOICE, REST, WriteOff, WriteOffLimit

__all__ = [
    "BALANCE",
    "INVOICE",
    "REST",
    "Allocation",
    "Payment",
    "Refund",
    "SetOff",
    "Twin",
    "WriteOff",
    "WriteOffLimit",
]
