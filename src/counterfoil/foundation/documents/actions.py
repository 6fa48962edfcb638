"""document.file, document.keep, logo.upload and logo.remove: what was rendered, brought or arrived, and the logo above it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.kernel.refusals import NotFound, refuse_if
from counterfoil.foundation.kernel.values import Digest, Name, Values
from counterfoil.foundation.trail.action import Stored, action

from . import rules
from .arriving import arrived
from .models import LOGO, Document
from .values import ArrivedFile, LogoFile


class FileValues(Values):
    """A file that lies in the store already."""

    kind: str
    name: Name
    media_type: str
    size: int
    sha256: str
    made_from: str = ""
    order_id: UUID | None = None


@action("document.file", subject="document")
def file_document(*, by: Member, at: datetime, values: FileValues) -> Stored:
    """File a stored file with what it was made from. The same rendering is filed once."""
    document = Document.objects.within(by.company_id).filter(kind=values.kind, made_from=values.made_from).first()
    if document is None or not values.made_from:
        document = Document.objects.create(company_id=by.company_id, created_at=at, **values.model_dump())
    return Stored(document.id, {"id": str(document.id), "sha256": document.sha256}, order_id=document.order_id)


@action("document.keep", subject="arrival")
def keep(
    *,
    by: Member,
    at: datetime,
    file: ArrivedFile,
    became: Literal["refused", "waiting", "filed", "same"],
    reasons: list[dict[str, Any]],
    order_id: UUID | None = None,
    same_as: UUID | None = None,
    waits_for: str = "",
) -> Stored:
    """Keep in the receive log what makes nothing, or nothing yet, with its reasons."""
    told = {"order_id": order_id, "same_as": same_as, "waits_for": waits_for}
    arrival = arrived(file, by=by, at=at, became=became, reasons=reasons, **told)
    answer = {"id": str(arrival.id), "arrival": str(arrival.id), "became": became, "sha256": file.sha256}
    return Stored(arrival.id, answer, order_id=order_id)


@action("logo.upload", subject="company")
def upload_logo(*, by: Member, at: datetime, file: LogoFile) -> Stored:
    """Print this picture above the orders that are issued from now on. What is issued already keeps its own."""
    company = Company.objects.select_for_update().get(id=by.company_id)
    refuse_if(rules.upload_logo(file))
    known = Document.objects.within(by.company_id).filter(kind=LOGO, sha256=file.sha256)
    if not known.exists():
        facts = file.model_dump(exclude={"width", "height", "for_press"})
        Document.objects.create(company_id=by.company_id, kind=LOGO, created_at=at, **facts)
    company.logo_sha256 = file.sha256
    company.save()
    return Stored(company.id, {"id": str(company.id), "sha256": file.sha256})


@action("logo.remove", subject="company")
def remove_logo(*, by: Member, at: datetime, sha256: Digest) -> Stored:
    """Print this logo no more on the orders that are issued from now on. Raises NotFound where it is not the one."""
    company = Company.objects.select_for_update().get(id=by.company_id)
    if not sha256 or company.logo_sha256 != sha256:
        raise NotFound("logo")
    company.logo_sha256 = ""
    company.save()
    return Stored(company.id, {"id": str(company.id)})
