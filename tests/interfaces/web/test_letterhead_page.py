"""The page of what is printed on every order: shown to who works here, changed by an owner."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel import scope

from ...cast import Cast
from ...pictures import LARGE, SVG, picture
from .conftest import SignIn
from .test_people_pages import send, text

AT = "/settings/letterhead"


def file(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def company(cast: Cast) -> Company:
    with scope.reading(cast.company_id):
        found: Company = Company.objects.get(id=cast.company_id)
    return found


@pytest.mark.req(169)
def test_an_owner_sets_lines_and_terms(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    assert send(olga, f"{AT}/do/set", 302, letterhead="Acme GmbH\r\nHRB 1234", terms="Paid in 30 days.") == AT
    page = text(olga, AT)
    assert "Acme GmbH<br>HRB 1234" in page and "Paid in 30 days." in page
    assert "lines, terms" in text(olga, "/settings/")


@pytest.mark.req(169)
def test_an_owner_uploads_a_logo_and_takes_it_away(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    assert olga.get(f"{AT}/logo").status_code == 404
    send(olga, f"{AT}/do/upload", 302, name=file(picture()))
    found = company(cast)
    assert f'src="{AT}/logo?{found.logo_sha256[:12]}"' in text(olga, AT)
    answer = olga.get(f"{AT}/logo")
    assert (answer.content, answer["Content-Type"]) == (picture(), "image/png")
    send(olga, f"{AT}/do/remove", 302, sha256=found.logo_sha256)
    assert company(cast).logo_sha256 == "" and "Remove the logo" not in text(olga, AT).split('class="trail"')[0]


def test_what_is_no_picture_is_refused_in_words(cast: Cast, sign_in: SignIn) -> None:
    olga = sign_in("olga")
    page = send(olga, f"{AT}/do/upload", 409, name=file(SVG))
    assert "This is no picture that can be printed: a logo is a PNG or a JPEG. Nothing was changed." in page
    page = send(olga, f"{AT}/do/upload", 422)
    assert "This can't be empty. Nothing was changed." in page
    answer = olga.post(f"{AT}/do/upload", {"key": "k", "name": file(LARGE)})
    assert answer.status_code == 413 and "At most" in answer.content.decode()
    assert company(cast).logo_sha256 == ""


def test_others_read_it_and_a_contractor_does_not(cast: Cast, sign_in: SignIn) -> None:
    assert "Upload a logo" in text(sign_in("otto"), AT), "greyed, with its reason"
    send(sign_in("otto"), f"{AT}/do/upload", 403, name=file(picture()))
    assert sign_in("cleo").get(AT).status_code == 404
    assert sign_in("cleo").get(f"{AT}/logo").status_code == 404
