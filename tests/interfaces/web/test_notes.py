"""The notes of an order on its record: changed after issue by a form, said with who and when, read by the contractor too."""

import re
from uuid import uuid4

import pytest

from ...actions.test_order_set_notes import set_notes
from ...cast import Cast
from .conftest import Reader, SignIn
from .test_settings import text as whole


def text(reader: Reader, address: str) -> str:
    """What stands on a page, without its elements."""
    return " ".join(re.sub(r"<[^>]*>", " ", whole(reader, address)).split())


@pytest.mark.req(164)
def test_they_are_changed_on_the_record_and_those_of_the_document_stay_beside_them(cast: Cast, sign_in: SignIn) -> None:
    rita, order_id = sign_in("rita"), cast.issued(notes="Bring the key")
    form = rita.get(f"/orders/{order_id}").content.decode()
    assert f'action="/orders/{order_id}/do/set_notes"' in form and ">Bring the key</textarea>" in form
    sent = {"key": str(uuid4()), "notes": "Ring twice"}
    assert rita.post(f"/orders/{order_id}/do/set_notes", sent).status_code == 302
    page = text(rita, f"/orders/{order_id}?tab=notes")
    assert "Ring twice" in page and "On the issued document Bring the key" in page
    assert "Changed after issue by Rita, " in page
    assert "Changed after issue by Rita, " in text(rita, f"/orders/{order_id}/print")


@pytest.mark.req(164)
def test_a_contractor_reads_them_and_not_who_wrote_them(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued(notes="Bring the key")
    set_notes(cast, order_id, "Ring twice")
    page = text(sign_in("cleo"), f"/orders/{order_id}?tab=notes")
    assert "Ring twice" in page and "Changed after issue by Acme Studio, " in page and "Rita" not in page


def test_the_tab_counts_them_and_says_when_there_are_none(cast: Cast, sign_in: SignIn) -> None:
    rita, order_id = sign_in("rita"), cast.issued()
    assert "There are no notes." in text(rita, f"/orders/{order_id}?tab=notes")
    assert "Notes 0" in text(rita, f"/orders/{order_id}")
    set_notes(cast, order_id, "Ring twice")
    assert "Notes 1" in text(rita, f"/orders/{order_id}")
    set_notes(cast, order_id, "")
    assert "Notes 0" in text(rita, f"/orders/{order_id}")
    assert "There are no notes." in text(rita, f"/orders/{order_id}?tab=notes")
