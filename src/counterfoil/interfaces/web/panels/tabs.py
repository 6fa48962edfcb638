"""The tabs of the record page: what each is called, how much is in it, and who is shown which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.record import Record

from ..session.member import outside


@dataclass(frozen=True)
class Tab:
    """One tab: its name in addresses, its words, and how many things stand in it. `outside` says that contractors have it."""

    name: str
    words: Any
    counts: Callable[[Record], int]
    outside: bool = False

    @property
    def template(self) -> str:
        """What lays it out."""
        return f"web/record/tabs/{self.name}.html"


@dataclass(frozen=True)
class ShownTab:
    """A tab of one record, with how much is in it."""

    tab: Tab
    number: int


def _submissions(record: Record) -> int:
    return len({one.submission_id for one in record.facts.fulfilment.pieces})


def _payments(record: Record) -> int:
    paid = record.facts.fulfilment
    return len({one.payment_id for one in paid.allocations}) + len(paid.set_offs)


def _filled(record: Record) -> int:
    """How many custom fields say something: all of them came with the order and its lines."""
    things = [record.facts.order, *(one.line for one in record.facts.lines)]
    return sum(len(one.values.all()) for one in things)


TABS = (
    Tab("jobs", _("Jobs and pricing"), lambda record: record.facts.line_count, outside=True),
    Tab("sums", _("Discounts and taxes"), lambda record: record.facts.revision.charge_count, outside=True),
    Tab("evidence", _("Evidence"), _submissions, outside=True),
    Tab("invoices", _("Invoices"), lambda record: len(record.facts.fulfilment.invoices), outside=True),
    Tab("noted", _("Invoice to come"), lambda record: int(record.noted is not None)),
    Tab("payments", _("Payments"), _payments, outside=True),
    Tab("approvals", _("Approvals"), lambda record: len(record.facts.rounds)),
    Tab("documents", _("Documents"), lambda record: len(record.facts.documents), outside=True),
    Tab("notes", _("Notes"), lambda record: int(bool(record.facts.order.notes)), outside=True),
    Tab("fields", _("Custom fields"), _filled),
    Tab("alerts", _("Alerts"), lambda record: sum(one.alert.state == "stands" for one in record.facts.alerts)),
    Tab("trail", _("Audit trail"), lambda record: len(record.facts.entries)),
)


def tabs_for(member: Member, record: Record) -> Sequence[ShownTab]:
    """The tabs of a record for this member; a contractor is shown nothing internal."""
    out = outside(member)
    return [ShownTab(one, one.counts(record)) for one in TABS if one.outside or not out]


def named(tabs: Sequence[ShownTab], name: str) -> Tab:
    """The tab of this name, or the first where there is none."""
    return next((one.tab for one in tabs if one.tab.name == name), tabs[0].tab)
