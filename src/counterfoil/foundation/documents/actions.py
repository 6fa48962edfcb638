"""document.file: the record of a file that a follower rendered or somebody brought."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.values import Name, Values
from counterfoil.foundation.trail.action import Stored, action

from .models import Document


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
