"""The tables of this room."""

from .payment import Allocation, Payment, Refund, SetOff
from .write_off import BALANCE, INVOICE, REST, WriteOff, WriteOffLimit

__all__ = ["BALANCE", "INVOICE", "REST", "Allocation", "Payment", "Refund", "SetOff", "WriteOff", "WriteOffLimit"]
