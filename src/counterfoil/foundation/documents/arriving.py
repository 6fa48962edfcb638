"""The receive log is written here: what arrived as a file, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.canonical import sha256
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.refusals import NotFound, Reason

from .models import WAITING, Arrival
from .values import ArrivedFile


def arrived(
    file: ArrivedFile, *, by: Member, at: datetime, became: str, reasons: Sequence[Mapping[str, Any]] = (), **told: Any
) -> Arrival:
    """Note a file with what it became. One that waited for its order is the same arrival, told of later.

    Raises NotFound where it was taken in meanwhile: several look for what waits, and it arrived once.
    """
    said = {"became": became, "reasons": list(reasons), **told}
    waiting = Arrival.objects.within(by.company_id).filter(sha256=file.sha256, became=WAITING).exclude(kind="")
    found: Arrival | None = None if became == "same" else waiting.select_for_update().first()
    if found is None and file.waiting is not None:
        raise NotFound("arrival")
    if found is None:
        fresh = {"arrived_at": at, "door": "file", "sender": by, **file.model_dump(exclude={"waiting"}), **said}
        return Arrival.objects.create(company_id=by.company_id, **fresh)
    for name, value in ({"waits_for": ""} | said).items():
        setattr(found, name, value)
    found.save()
    return found


def typed(content: str, name: str, *, by: Member, at: datetime, **told: Any) -> Arrival:
    """What somebody typed, as something that arrived: its content is the record. Not saved yet."""
    return Arrival(
        company_id=by.company_id,
        arrived_at=at,
        door="entered",
        name=name,
        media_type="application/json",
        size=len(content.encode()),
        sha256=sha256(content),
        content=content,
        sender=by,
        **told,
    )


def second(file: ArrivedFile, first: Arrival, *, by: Member, at: datetime) -> Arrival:
    """Note a file whose number came before, on the same order and as the same kind: it makes nothing."""
    sentence = _("Same as %(kind)s %(number)s that arrived before; nothing was made of it again.")
    reason = Reason("number_taken", sentence, {"kind": first.kind, "number": first.number, "arrival": first.id})
    told = {"same_as": first.became_id, "order_id": first.order_id}
    return arrived(file, by=by, at=at, became="second", reasons=[reason.as_data()], **told)


def first_of(order_id: UUID, company_id: UUID, became: str, number: str) -> Arrival | None:
    """The document of this kind and number that an order has had already."""
    had = Arrival.objects.within(company_id).filter(order_id=order_id, became=became).exclude(kind="")
    same = [one for one in had.order_by("arrived_at", "id") if document_number(one.number) == document_number(number)]
    return same[0] if same else None


def of_file(arrival: Arrival) -> dict[str, str]:
    """What every answer to a file says of it: which arrival it is, and of which bytes."""
    return {"arrival": str(arrival.id), "sha256": arrival.sha256}


def same_bytes(company_id: UUID, sha256: str) -> Arrival | None:
    """The arrival that has already become something of exactly these bytes, if there is one."""
    earlier = Arrival.objects.within(company_id).filter(sha256=sha256).exclude(kind="").order_by("arrived_at", "id")
    made: Arrival | None = earlier.exclude(became__in=("refused", "same", "blocked")).first()
    return made
