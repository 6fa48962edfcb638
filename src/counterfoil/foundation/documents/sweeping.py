"""Files without a row go after a day: what a refused request left in the store, and what was not written whole."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings

from counterfoil.foundation.kernel import scope

from . import store
from .models import Arrival, Document

AGE = timedelta(days=1)
_AT_ONCE = 500


def sweep(company_id: UUID, at: datetime) -> int:
    """Remove the company's files that are older than a day and that no row names. Returns how many went. Outside a scope."""
    before = (at - AGE).timestamp()
    old = (file for file in _files(company_id) if file.stat().st_mtime < before)
    return sum(_sweep(company_id, files, before) for files in iter(lambda: list(islice(old, _AT_ONCE)), []))


def _sweep(company_id: UUID, files: list[Path], before: float) -> int:
    names = [file.name for file in files]
    with scope.reading(company_id):
        known = set(Document.objects.within(company_id).filter(sha256__in=names).values_list("sha256", flat=True))
        known |= set(Arrival.objects.within(company_id).filter(sha256__in=names).values_list("sha256", flat=True))
    return sum(store.discarded(file, before) for file in files if file.name not in known)


def _files(company_id: UUID) -> Iterator[Path]:
    folder = Path(settings.COUNTERFOIL_DOCUMENTS) / str(company_id)
    return (file for file in folder.glob("*/*") if file.is_file() and not file.is_symlink())
