"""How the desk lays out what waits: one list for each kind of turn, and the way to all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from counterfoil.insight.desk.changerequest_turns import CHANGE_TURNS
from counterfoil.insight.desk.desk import OF_ORDERS, OF_PAYMENTS, Group
from counterfoil.insight.desk.hiring_turns import OFFER_TURNS
from counterfoil.insight.desk.requisition_turns import REQUISITION_TURNS
from counterfoil.insight.desk.shared_turns import SHARED_TURNS
from counterfoil.insight.desk.waiting import Waiting
from counterfoil.insight.desk.wish_turns import WISH_TURNS
from counterfoil.insight.desk.write_off_turns import WRITE_OFF_TURNS
from counterfoil.insight.listing.change_requests import ChangeRequests
from counterfoil.insight.listing.evidence import Evidence
from counterfoil.insight.listing.exceptions import Exceptions
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.listing.listing import AnyListing
from counterfoil.insight.listing.offers import Offers
from counterfoil.insight.listing.on_desk import ON_MY_DESK, OnDesk
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.payments import Payments
from counterfoil.insight.listing.requisitions import Requisitions
from counterfoil.insight.listing.shared_orders import SharedOrders
from counterfoil.insight.listing.wishes import Wishes
from counterfoil.insight.listing.write_offs import WriteOffs

_SHELVES: tuple[AnyListing, ...] = (
    Orders,
    Evidence,
    Exceptions,
    Invoices,
    Payments,
    WriteOffs,
    Offers,
    SharedOrders,
    Requisitions,
    ChangeRequests,
    Wishes,
)
_LISTS: dict[str, AnyListing] = {one.name: one for one in _SHELVES}
_SLIPS = dict.fromkeys(OF_ORDERS, "order") | dict.fromkeys(OF_PAYMENTS, "payment")
_SLIPS |= dict.fromkeys(WRITE_OFF_TURNS, "write_off") | dict.fromkeys(OFFER_TURNS, "offer")
_SLIPS |= dict.fromkeys(SHARED_TURNS, "shared_order")
_SLIPS |= dict.fromkeys(REQUISITION_TURNS, "requisition")
_SLIPS |= dict.fromkeys(CHANGE_TURNS, "change_request")
_SLIPS |= dict.fromkeys(WISH_TURNS, "wish")
_SLIPS |= {name: name for name in ("asked_for", "decide", "settle", "confirm", "attach")}


@dataclass(frozen=True)
class Pile:
    """What waits of one kind, as a page shows it."""

    waits: Waiting
    rows: Sequence[Any] = ()

    @property
    def name(self) -> str:
        """What the pile is called in addresses and on the page."""
        return self.waits.turn.name

    @property
    def words(self) -> str:
        """What is to be done."""
        return str(self.waits.turn.words)

    @property
    def slip(self) -> str:
        """What draws one of its rows."""
        return f"web/desk/{_SLIPS.get(self.name, 'invoice')}.html"

    @property
    def count(self) -> str:
        """How many there are; more than are counted are said to be more."""
        if self.waits.beyond:
            return _("more than %(most)s") % {"most": f"{self.waits.count:,}"}
        return str(self.waits.count)

    @property
    def address(self) -> str:
        """The list of all of them, the oldest first; empty where the page shows them all."""
        turn = self.waits.turn
        listing = _LISTS[turn.shelf]
        if not self.waits.more:
            return ""
        asked = {}
        if any(turn.name in one.turns for one in listing.filters if isinstance(one, OnDesk)):
            asked = {ON_MY_DESK: turn.name, "sort": listing.order.field}
        return f"{reverse(turn.shelf)}?{urlencode(asked)}" if asked else reverse(turn.shelf)


def piles(groups: Sequence[Group]) -> list[Pile]:
    """These groups as the page shows them."""
    return [Pile(group.waits, group.rows) for group in groups]
