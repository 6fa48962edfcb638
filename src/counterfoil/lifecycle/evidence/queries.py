"""What was submitted on an order. Reads only; whether the order is visible is asked of the order."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.prepared import Prepared, row_of
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order

from .models import EvidenceFile, Piece, Submission


def visible(by: Member) -> Rows:
    """The submissions that this member may see: those on the orders they see."""
    submissions: Rows = Submission.objects.within(by.company_id)
    if by.roles & SEES_EVERY_ORDER:
        return submissions
    return submissions.filter(order_id__in=orders.visible(by).values("id"))


def submission(by: Member, submission_id: UUID) -> Submission:
    """A submission on an order that this member sees. Raises NotFound."""
    found: Submission = Submission.objects.within(by.company_id).select_related("submitter").one(submission_id)
    if not orders.visible(by).filter(id=found.order_id).exists():
        raise NotFound("submission")
    return found


def locked(by: Member, submission_id: UUID) -> tuple[Order, Submission]:
    """A visible submission with its order locked. Raises NotFound."""
    found = row_of(Submission, by.company_id, submission_id)
    try:
        return orders.locked(by, found.order_id), found
    except NotFound:
        raise NotFound("submission") from None


def locked_pieces(found: Submission) -> list[Piece]:
    """Its pieces, locked by id, with what they correct. The order is locked already."""
    return _SENT(company_id=found.company_id, submission_id=found.id)


def piece(by: Member, piece_id: UUID) -> Piece:
    """A piece on an order that this member sees. Raises NotFound."""
    found: Piece = Piece.objects.within(by.company_id).one(piece_id)
    if not orders.visible(by).filter(id=found.order_id).exists():
        raise NotFound("piece")
    return found


def usable(order: Order) -> Rows:
    """The accepted pieces of an order's lines, the oldest first: what an invoice can use."""
    return _usable(order.company_id, order.id)


def delivered(order: Order, numbers: Collection[str], receipts: Collection[UUID] = ()) -> list[Piece]:
    """What stands on an order under the numbers of these despatch advices or was made by these receipts, locked, the oldest
    first."""
    pieces = Piece.objects.within(order.company_id).filter(order_id=order.id, corrects__isnull=True)
    under = Q(submission__number_normal__in=numbers) & ~Q(submission__number_normal="")
    found = pieces.filter(under | Q(submission__arrival_id__in=receipts))
    found = found.select_related("submission__submitter", "submission__arrival")
    return list(found.order_by("submission__submitted_at", "id").select_for_update(of=("self",)))


def receipts(order: Order) -> list[Arrival]:
    """The receipt advices that were taken in on an order, the oldest first."""
    taken_in = Arrival.objects.within(order.company_id).filter(order_id=order.id, became="receipt")
    # What one says is kept beside its file since receipts are reckoned together; of an older one only the file is there.
    return list(taken_in.exclude(content="").order_by("arrived_at", "id"))


def free(order: Order) -> list[Piece]:
    """What an invoice can use, locked."""
    return _FREE(company_id=order.company_id, order_id=order.id)


def of_order(company_id: UUID, order_id: UUID) -> list[Piece]:
    """Every piece on an order, oldest first, with its submission and who decided."""
    pieces = Piece.objects.within(company_id).filter(order_id=order_id)
    return list(pieces.select_related("submission", "line").order_by("submission__submitted_at", "id"))


def pieces_of(company_id: UUID, submission_ids: Collection[UUID]) -> dict[UUID, list[Piece]]:
    """The pieces of each of these submissions, in the order in which they were made."""
    found: dict[UUID, list[Piece]] = {one: [] for one in submission_ids}
    pieces = Piece.objects.within(company_id).filter(submission_id__in=found).select_related("decided_by")
    for one in pieces.order_by("id"):
        found[one.submission_id].append(one)
    return found


def files_of_order(company_id: UUID, order_id: UUID) -> list[EvidenceFile]:
    """The files of an order's submissions."""
    files = EvidenceFile.objects.within(company_id).filter(submission__order_id=order_id)
    return list(files.select_related("document").order_by("id"))


def _sent(company_id: UUID, submission_id: UUID) -> Rows:
    pieces: Rows = Piece.objects.within(company_id).filter(submission_id=submission_id).select_related("corrects")
    return pieces.order_by("id").select_for_update(of=("self",))


def _usable(company_id: UUID, order_id: UUID) -> Rows:
    pieces: Rows = Piece.objects.within(company_id).filter(order_id=order_id, state="accepted", corrects__isnull=True)
    return pieces.order_by("decided_at", "id")


_SENT = Prepared[Piece](_sent)
_FREE = Prepared[Piece](lambda **ids: _usable(**ids).select_for_update())
