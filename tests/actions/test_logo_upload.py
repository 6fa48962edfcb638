"""logo.upload: a picture that is looked at before it is kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.documents import store, sweeping
from counterfoil.foundation.documents.actions import upload_logo
from counterfoil.foundation.documents.logos import arrived
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel import scope

from ..cast import NOW, Cast
from ..pictures import CUT_OFF, EMPTY, FOR_PRESS, GIF, LARGE, MANY_POINTS, RENAMED, SVG, TEXT, picture
from .verb import Given, VerbTests, refused


class TestUploadLogo(VerbTests):
    verb, who, stranger_finds_nothing = "logo.upload", "olga", False

    def given(self, cast: Cast) -> Given:
        return {"file": arrived(cast.olga, "logo.png", picture())}

    def otherwise(self, given: Given) -> Given:
        return {"file": given["file"].model_copy(update={"name": "other.png"})}


def upload(cast: Cast, content: bytes, name: str = "logo.png") -> str:
    done = upload_logo(by=cast.olga, at=NOW, file=arrived(cast.olga, name, content))
    return str(done["sha256"])


def logo(cast: Cast) -> str:
    with scope.reading(cast.company_id):
        found: str = Company.objects.get(id=cast.company_id).logo_sha256
    return found


def kept(cast: Cast) -> int:
    """How many files of the company lie in the store."""
    folder = Path(settings.COUNTERFOIL_DOCUMENTS) / str(cast.company_id)
    return sum(one.is_file() for one in folder.rglob("*"))


@pytest.mark.req(169)
@pytest.mark.parametrize(
    ("content", "key"),
    [
        (LARGE, "logo_too_large"),
        (TEXT, "no_picture"),
        (SVG, "no_picture"),
        (GIF, "no_picture"),
        (RENAMED, "no_picture"),
        (CUT_OFF, "no_picture"),
        (EMPTY, "no_picture"),
        (MANY_POINTS, "too_many_points"),
        (FOR_PRESS, "colours_of_a_press"),
    ],
    ids=["10 MB", "text", "svg", "gif", "renamed", "cut off", "empty", "points", "press"],
)
def test_what_is_no_logo_is_refused_and_not_kept(cast: Cast, content: bytes, key: str) -> None:
    before = upload(cast, picture())
    files = kept(cast)
    assert refused(cast, lambda: upload(cast, content)) == [key]
    assert (logo(cast), kept(cast)) == (before, files)


def test_what_it_is_called_does_not_make_it_one(cast: Cast) -> None:
    upload(cast, picture("JPEG"), "logo.svg")
    with scope.reading(cast.company_id):
        filed = Document.objects.get(kind="logo")
    assert (filed.media_type, filed.name, filed.sha256) == ("image/jpeg", "logo.svg", logo(cast))


def test_nothing_is_kept_for_who_may_not(cast: Cast) -> None:
    before = kept(cast)
    assert arrived(cast.otto, "logo.png", picture()).sha256 == "" and kept(cast) == before


def test_an_older_logo_stays_for_what_was_issued_with_it(cast: Cast) -> None:
    first, second = upload(cast, picture()), upload(cast, picture(size=(30, 30)))
    assert upload(cast, picture()) == first
    sweeping.sweep(cast.company_id, NOW + timedelta(days=9000))
    assert all(store.fetch(cast.company_id, one) for one in (first, second))
    with scope.reading(cast.company_id):
        assert Document.objects.filter(kind="logo").count() == 2, "the same picture is filed once"
