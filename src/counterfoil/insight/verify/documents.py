"""Whether every stored file is there and is what its row says."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Document

from .finding import Finding


def check(company_id: UUID) -> Iterator[Finding]:
    """Every file that is missing or altered. Called inside a scope."""
    for document in Document.objects.within(company_id).iterator(chunk_size=500):
        try:
            content = store.fetch(company_id, document.sha256)
        except FileNotFoundError:
            yield Finding("document", str(document.id), f"the file of {document.kind} {document.id} is gone")
            continue
        if hashlib.sha256(content).hexdigest() != document.sha256:
            yield Finding("document", str(document.id), f"the file of {document.kind} {document.id} was altered")
