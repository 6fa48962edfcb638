"""Whom the parties of a document mean, which order it quotes, and what waits. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from counterfoil.formats.ubl.documents import Document
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import WAITING, Arrival
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.parties.marks import Mark
from counterfoil.foundation.parties.models import Contractor, Identity
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.numbers import is_placeholder, normal
from counterfoil.lifecycle.orders.queries import called
from counterfoil.lifecycle.orders.reading import names_meant

from .sides import Known, marks_of, named

MOST_INVOICES = 200


def known_marks(company_id: UUID, document: Document) -> Known:
    """Whom the marks of a document's parties mean here, with what else is noted of them: it may say that they are not meant."""
    noted = Identity.objects.within(company_id)
    wanted = Q(pk__in=[])
    for scheme, value in [*marks_of(document.buyer), *marks_of(document.seller)]:
        wanted |= Q(scheme=scheme, value=value)
    meant = set(noted.filter(wanted).values_list("contractor_id", flat=True))
    theirs = Q(contractor_id__in=meant - {None}) | (Q(contractor__isnull=True) if None in meant else Q(pk__in=[]))
    found: dict[Mark, set[UUID | None]] = defaultdict(set)
    for scheme, value, contractor_id in noted.filter(theirs).values_list("scheme", "value", "contractor_id"):
        found[scheme, value].add(contractor_id)
    for mark, contractor_id in _called_so(company_id, document):
        found[mark].add(contractor_id)
    return found


def _called_so(company_id: UUID, document: Document) -> Iterable[tuple[Mark, UUID]]:
    """Contractors of whom nothing was noted are known by the name that they have here."""
    parties = document.buyer, document.seller
    wanted = Q(pk__in=[])
    for name in {name.strip() for party in parties for name in (party.registered_name, party.name)}:
        wanted |= Q(name__iexact=name)
    for contractor in Contractor.objects.within(company_id).filter(wanted, identities__isnull=True):
        mark = named(contractor.name)
        if mark[1]:
            yield mark, contractor.id


def quoted_order(company_id: UUID, contractor_id: UUID, number: str) -> Order | None:
    """The one order of a contractor that this number means, read as on an invoice."""
    meant = None if is_placeholder(number) else called(company_id, contractor_id, names_meant(number))
    return Order.objects.within(company_id).filter(id=meant).first() if meant else None


def invoiced_order(company_id: UUID, contractor_id: UUID, numbers: Sequence[str]) -> Order | None:
    """The one order of a contractor's invoices with these numbers."""
    invoices = Invoice.objects.within(company_id).filter(contractor_id=contractor_id, order__isnull=False)
    named = invoices.filter(number_normal__in=[document_number(number) for number in numbers]).select_related("order")
    found = {invoice.order for invoice in named[:MOST_INVOICES]}
    return found.pop() if len(found) == 1 else None


def free_code(company_id: UUID, wanted: str) -> str:
    """A contractor's code that nobody has yet, made from the wanted one."""
    taken = set(Contractor.objects.within(company_id).filter(code__startswith=wanted).values_list("code", flat=True))
    return next(code for code in _codes(wanted) if code not in taken)


def waiting_for(company_id: UUID, order: Order) -> list[Arrival]:
    """What may have arrived before this order did, the oldest first: its number or code stands in what they quote."""
    quoted = Q(waits_for__contains=order.number_normal) | Q(waits_for__contains=normal(order.contractor_code or ""))
    waiting = Arrival.objects.within(company_id).filter(quoted, became=WAITING, sender__state=Member.ACTIVE)
    return list(waiting.order_by("arrived_at", "id"))


def anything_waits(company_id: UUID) -> bool:
    """Whether anything that arrived waits for its order, whichever that is."""
    return bool(Arrival.objects.within(company_id).filter(became=WAITING).exists())


def answered(by: Member, key: str) -> Entry | None:
    """The entry of what this member did under this key before."""
    if not key:
        return None
    done = Entry.objects.within(by.company_id).filter(member_id=by.id, key=key, outcome=Entry.DONE)
    return done.first()


def _codes(wanted: str) -> Iterable[str]:
    yield wanted
    count = 2
    while True:
        yield f"{wanted[:9]}{count}"
        count += 1
