"""The names by which documents know a contractor, or ourselves: read on the page, and written there, one to a line."""

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import IdentityValues, identify
from counterfoil.foundation.parties.models import Identity

from ...cast import NOW, Cast
from .conftest import SignIn
from .papers import text

OURS = "/receive/as"


def _noted(cast: Cast) -> set[tuple[str, str, object]]:
    with scope.reading(cast.company_id):
        return set(Identity.objects.values_list("scheme", "value", "contractor_id"))


def test_names_are_written_one_to_a_line_and_replace_what_was_there(cast: Cast, sign_in: SignIn) -> None:
    fay, page = sign_in("fay"), f"/contractors/{cast.contractor_id}"
    first = fay.post(f"{page}/do/identify", {"identities": "VAT: DE 811 907 980\n\n name:Jo & Co: Ltd \n", "key": "a"})
    assert first["Location"] == page
    noted = {("vat", "DE811907980", cast.contractor_id), ("name", "JOCOLTD", cast.contractor_id)}
    assert _noted(cast) == noted
    shown = text(fay, page)
    assert "name: JOCOLTD\nvat: DE811907980</textarea>" in shown and "<dt>vat</dt>" in shown
    fay.post(f"{OURS}/do", {"identities": "gln: 4099999000003", "key": "b"})
    assert _noted(cast) == noted | {("gln", "4099999000003", None)}
    assert "4099999000003" in text(fay, OURS) and "4099999000003" not in text(fay, page)
    fay.post(f"{page}/do/identify", {"identities": "", "key": "c"})
    assert _noted(cast) == {("gln", "4099999000003", None)}


def test_whoever_the_form_about_ourselves_names_is_not_meant(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    fay.post(f"{OURS}/do", {"identities": "vat: DE1", "contractor_id": str(cast.contractor_id), "key": "a"})
    assert _noted(cast) == {("vat", "DE1", None)}


def test_what_is_shown_can_be_noted_again(cast: Cast, sign_in: SignIn) -> None:
    """A register that a document calls by a colon is not cut in two where the names are changed by hand."""
    registered = IdentityValues.model_validate({"scheme": "SE:ORGNR", "value": "5532331183"})
    identify(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=[registered])
    fay, page = sign_in("fay"), f"/contractors/{cast.contractor_id}"
    assert "se orgnr: 5532331183</textarea>" in text(fay, page)
    fay.post(f"{page}/do/identify", {"identities": "se orgnr: 5532331183", "key": "a"})
    assert _noted(cast) == {("se orgnr", "5532331183", cast.contractor_id)}


@pytest.mark.parametrize("typed", ["DE811907980", "vat: --", ": DE1", f"{'x' * 41}: 1"])
def test_a_line_that_can_not_be_read_is_said_and_changes_nothing(cast: Cast, sign_in: SignIn, typed: str) -> None:
    answer = sign_in("fay").post(f"{OURS}/do", {"identities": f"vat: DE1\n{typed}", "key": "a"})
    shown = answer.content.decode()
    assert answer.status_code == 422 and f"“{typed}”" in shown
    assert f"vat: DE1\n{typed}</textarea>" in shown.replace("\r", "")
    assert not _noted(cast)


def test_who_may_not_note_them_reads_them(cast: Cast, sign_in: SignIn) -> None:
    sign_in("fay").post(f"{OURS}/do", {"identities": "gln: 4099999000003", "key": "a"})
    rita = sign_in("rita")
    assert "4099999000003" in text(rita, OURS) and "<textarea" not in text(rita, OURS)
    assert rita.post(f"{OURS}/do", {"identities": "", "key": "b"}).status_code == 403
    assert len(_noted(cast)) == 1


def test_a_contractor_has_no_such_page(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in("cleo").get(OURS).status_code == 404
    assert sign_in("cleo").post(f"{OURS}/do", {"identities": "gln: 1", "key": "a"}).status_code == 404
    assert not _noted(cast)
