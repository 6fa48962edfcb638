"""Whether every stored file is there, is a file, and is what its row says."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

from counterfoil.formats.ubl.parsing import LARGEST
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Arrival, Document

from .finding import Finding


def check(company_id: UUID) -> Iterator[Finding]:
    """Every file that is missing, unreadable or altered. Called inside a scope."""
    for document in Document.objects.within(company_id).iterator(chunk_size=500):
        yield from _file(company_id, document.sha256, document.id, f"{document.kind} {document.id}")
    # What was typed is no file, and what is larger than anything that is read was not kept.
    arrived = Arrival.objects.within(company_id).exclude(kind="").filter(size__lte=LARGEST)
    first = arrived.order_by("sha256", "arrived_at", "id").distinct("sha256")
    for arrival in first.iterator(chunk_size=500):
        yield from _file(company_id, arrival.sha256, arrival.id, f"{arrival.kind} {arrival.number}".strip())


def _file(company_id: UUID, sha256: str, row_id: UUID, name: str) -> Iterator[Finding]:
    try:
        content = store.fetch(company_id, sha256)
    except store.NotOurs as error:
        yield Finding("document", str(row_id), f"the file of {name} is gone, and in its place {error.strerror}")
        return
    except FileNotFoundError:
        yield Finding("document", str(row_id), f"the file of {name} is gone")
        return
    except OSError as error:
        yield Finding("document", str(row_id), f"the file of {name} can't be read: {error.strerror}")
        return
    if hashlib.sha256(content).hexdigest() != sha256:
        yield Finding("document", str(row_id), f"the file of {name} was altered")
