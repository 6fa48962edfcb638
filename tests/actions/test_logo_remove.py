"""logo.remove: from now on no picture is printed."""

import pytest

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.documents.actions import remove_logo, upload_logo
from counterfoil.foundation.documents.logos import arrived
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound

from ..cast import NOW, Cast
from ..pictures import picture
from .verb import Given, VerbTests, untouched


def upload(cast: Cast, content: bytes) -> str:
    done = upload_logo(by=cast.olga, at=NOW, file=arrived(cast.olga, "logo.png", content))
    return str(done["sha256"])


class TestRemoveLogo(VerbTests):
    verb, who = "logo.remove", "olga"

    def given(self, cast: Cast) -> Given:
        return {"sha256": upload(cast, picture())}

    def otherwise(self, given: Given) -> Given:
        return {"sha256": "f" * 64}


@pytest.mark.parametrize("sha256", ["", "f" * 64])
def test_only_the_logo_that_is_printed_is_taken_away(cast: Cast, sha256: str) -> None:
    """Neither where there is none, nor the one that somebody else has put there meanwhile."""
    untouched(cast, NotFound, lambda: remove_logo(by=cast.olga, at=NOW, sha256=sha256))
    upload(cast, picture())
    untouched(cast, NotFound, lambda: remove_logo(by=cast.olga, at=NOW, sha256=sha256))


def test_the_picture_stays_for_what_was_issued_with_it(cast: Cast) -> None:
    remove_logo(by=cast.olga, at=NOW, sha256=upload(cast, picture()))
    with scope.reading(cast.company_id):
        assert Company.objects.get(id=cast.company_id).logo_sha256 == ""
        assert Document.objects.filter(kind="logo").exists()
