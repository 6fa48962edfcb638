"""Files that no row names go after a day; whatever a row names, or somebody keeps anew, stays."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import FileValues, file_document
from counterfoil.foundation.documents.sweeping import sweep
from counterfoil.foundation.trail.action import INSIDE
from counterfoil.interfaces.jobs.worker import swept
from counterfoil.lifecycle.intake.receiving import Sender, receive

from ...cast import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)

CONTENT = b"nobody's page"


@pytest.fixture(autouse=True)
def a_store(tmp_path: Path, settings: Any) -> None:
    settings.COUNTERFOIL_DOCUMENTS = str(tmp_path)


def aged(cast: Cast, sha256: str, hours: int) -> Path:
    """A stored file, as if it were kept so long ago."""
    file = store.place(cast.company_id, sha256)
    then = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(file, (then, then))
    return file


def test_a_file_without_a_row_goes_after_a_day(cast: Cast) -> None:
    file = aged(cast, store.keep(cast.company_id, CONTENT), 23)
    assert swept(timezone.now()) == 0 and file.exists()
    aged(cast, file.name, 25)
    assert swept(timezone.now()) == 1
    assert not file.exists() and list(file.parent.iterdir()) == []


def test_a_file_that_was_not_written_whole_goes(cast: Cast) -> None:
    file = store.place(cast.company_id, store.keep(cast.company_id, CONTENT))
    os.utime(file.rename(file.with_name("tmp_broken")), (0, 0))
    assert sweep(cast.company_id, timezone.now()) == 1


def test_a_file_that_a_row_names_stays(cast: Cast) -> None:
    filed, sha256 = {"kind": "note", "name": "n", "media_type": "text/plain"}, store.keep(cast.company_id, CONTENT)
    file_document(
        by=system_member(cast.company_id), at=NOW, values=FileValues(size=len(CONTENT), sha256=sha256, **filed)
    )
    [arrived] = receive([("junk.xml", b"no document")], Sender(cast.petra, NOW, INSIDE))
    files = [aged(cast, sha256, 25), aged(cast, arrived["sha256"], 25)]
    assert sweep(cast.company_id, timezone.now()) == 0
    assert all(file.exists() for file in files)


def test_a_file_that_is_kept_anew_is_young_again(cast: Cast) -> None:
    file = aged(cast, store.keep(cast.company_id, CONTENT), 25)
    store.keep(cast.company_id, CONTENT)
    assert sweep(cast.company_id, timezone.now()) == 0 and file.exists()


def test_a_file_that_is_kept_anew_while_it_is_swept_is_put_back(cast: Cast) -> None:
    file = store.place(cast.company_id, store.keep(cast.company_id, CONTENT))
    assert store.discarded(file, (timezone.now() - timedelta(days=1)).timestamp()) == 0
    assert file.read_bytes() == CONTENT
