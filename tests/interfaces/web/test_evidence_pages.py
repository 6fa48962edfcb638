"""Evidence through its pages: submitted whole or not at all, decided in parts, withdrawn, corrected."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from counterfoil.foundation.documents import allowance, store
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.evidence.models import EvidenceFile, Piece, Submission

from ...actions import billing
from ...cast import Cast, line
from .conftest import SignIn


def typed(*quantities: str, **more: Any) -> dict[str, Any]:
    """The evidence form with these quantities, or what the test says besides."""
    rows = {f"pieces-{n}-quantity": quantity for n, quantity in enumerate(quantities)}
    return {"key": str(uuid4()), "note": ""} | rows | more


def test_it_is_submitted_with_its_files(cast: Cast, sign_in: SignIn) -> None:
    order_id, cleo = cast.issued(), sign_in("cleo")
    file = SimpleUploadedFile("sheet.pdf", b"%PDF hours", "application/pdf")
    answer = cleo.post(f"/orders/{order_id}/evidence/new", typed("4", note="March", files=[file]))
    assert answer.status_code == 302 and answer["Location"].startswith("/evidence/")
    page = cleo.get(answer["Location"]).content.decode()
    assert "March" in page and "sheet.pdf" in page and "Waiting for a decision" in page
    with scope.reading(cast.company_id):
        kept = EvidenceFile.objects.select_related("document").get()
        assert Piece.objects.get().quantity == 4 and kept.document.media_type == "application/pdf"
    assert store.fetch(cast.company_id, kept.document.sha256) == b"%PDF hours"
    assert cleo.get(f"/orders/{order_id}/documents/{kept.document.id}").content == b"%PDF hours"


def test_the_form_shows_what_is_ordered_accepted_waiting_and_left(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    billing.accepted(cast, order_id, 3)
    billing.submitted(cast, order_id, 2)
    page = sign_in("cleo").get(f"/orders/{order_id}/evidence/new").content.decode()
    figures = page.split('class="work-facts"')[1].split("</dl>")[0]
    assert [part.split("</dd>")[0] for part in figures.split("<dd>")[1:]] == ["10 hours", "3", "2", "5"]


def test_all_or_nothing_with_errors_beside_their_rows(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued(lines=[line(), line(text="Artwork"), line(text="Proofs")])
    more = {"pieces-2-starts_on": "2026-03-02", "pieces-2-ends_on": "2026-03-01"}
    answer = sign_in("cleo").post(f"/orders/{order_id}/evidence/new", typed("", "ten", "2", note="Kept", **more))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a number such as" in page.split('id="pieces-1-quantity-says"')[1].split("</p>")[0]
    assert "before the first" in page.split('id="pieces-2-ends_on-says"')[1].split("</p>")[0]
    assert 'id="pieces-0-quantity-says"' not in page and 'value="ten"' in page and ">Kept</textarea>" in page
    _nothing(cast)


def test_a_quantity_that_the_model_refuses_is_said_in_its_own_row(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued(lines=[line(), line(text="Artwork")])
    page = sign_in("cleo").post(f"/orders/{order_id}/evidence/new", typed("", "0")).content.decode()
    assert 'id="pieces-1-quantity-says"' in page and 'id="pieces-0-quantity-says"' not in page


def test_an_empty_form_says_what_is_needed(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("cleo").post(f"/orders/{cast.issued()}/evidence/new", typed(""))
    assert answer.status_code == 422 and "Write a quantity for one line at least." in answer.content.decode()


def test_a_refusal_keeps_what_was_typed_and_the_files(cast: Cast, sign_in: SignIn) -> None:
    order_id, cleo = cast.issued(), sign_in("cleo")
    address, late = f"/orders/{order_id}/evidence/new", "2999-01-01"
    file = SimpleUploadedFile("sheet.pdf", b"%PDF late", "application/pdf")
    answer = cleo.post(address, typed("4", files=[file], **{"pieces-0-ends_on": late}))
    page = answer.content.decode()
    assert answer.status_code == 409 and "once it is done, not before" in page and "sheet.pdf" in page
    assert f'value="{late}"' in page
    _nothing(cast)
    carried = page.split('name="kept" value="')[1].split('"')[0]
    assert cleo.post(address, typed("4", kept=carried)).status_code == 302
    with scope.reading(cast.company_id):
        assert EvidenceFile.objects.select_related("document").get().document.name == "sheet.pdf"
    stolen = sign_in("rita").post(address, typed("4", kept=carried))
    assert stolen.status_code == 422 and "Choose the files once more." in stolen.content.decode()


def test_files_of_refused_forms_count_against_their_sender_until_something_is_made_of_them(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "MOST", 100)
    address, cleo = f"/orders/{cast.issued()}/evidence/new", sign_in("cleo")

    def sent(quantity: str, **more: str) -> HttpResponse:
        file = SimpleUploadedFile("sheet.pdf", uuid4().bytes * 5, "application/pdf")
        return cleo.post(address, typed(quantity, files=[file], **more))

    first = sent("4", **{"pieces-0-ends_on": "2999-01-01"})
    assert first.status_code == 409
    again = sent("4")
    assert again.status_code == 409 and "came to nothing" in again.content.decode()
    carried = first.content.decode().split('name="kept" value="')[1].split('"')[0]
    assert cleo.post(address, typed("4", kept=carried)).status_code == 302
    assert sent("4").status_code == 302


def test_an_order_that_is_not_issued_says_so_at_once(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("rita").get(f"/orders/{cast.draft()}/evidence/new").content.decode()
    assert "evidence belongs to an issued order" in page


def test_the_same_form_sent_twice_submits_once(cast: Cast, sign_in: SignIn) -> None:
    address, given, cleo = f"/orders/{cast.issued()}/evidence/new", typed("4"), sign_in("cleo")
    assert cleo.post(address, given)["Location"] == cleo.post(address, given)["Location"]
    with scope.reading(cast.company_id):
        assert Submission.objects.count() == 1


def test_all_of_it_is_accepted_with_one_button(cast: Cast, sign_in: SignIn) -> None:
    sent = billing.submitted(cast, cast.issued(), 4)
    _do(sign_in("rita"), sent, "accept")
    assert _pieces(cast, sent) == [("accepted", 4)]


def test_a_part_is_accepted_with_a_reason_for_the_rest(cast: Cast, sign_in: SignIn) -> None:
    sent, rita = billing.submitted(cast, cast.issued(), 4), sign_in("rita")
    name = f"quantity-{_piece_id(cast, sent)}"
    answer = _do(rita, sent, "accept", expect=409, **{name: "3"})
    assert "Accepting a part needs a reason for the rest." in answer.content.decode()
    assert f'name="{name}" type="text" value="3"' in answer.content.decode()
    _do(rita, sent, "accept", **{name: "3"}, reason="One was not legible")
    assert _pieces(cast, sent) == [("accepted", 3)]
    assert "One was not legible" in rita.get(f"/evidence/{sent}").content.decode()


@pytest.mark.parametrize(
    ("quantity", "words"),
    [("few", "Write a number such as"), ("0", "of one piece at least"), ("1.1234567", "6 decimals")],
)
def test_a_part_that_is_none_is_said_under_its_field(cast: Cast, sign_in: SignIn, quantity: str, words: str) -> None:
    sent = billing.submitted(cast, cast.issued(), 4)
    name = f"quantity-{_piece_id(cast, sent)}"
    page = _do(sign_in("rita"), sent, "accept", expect=422, **{name: quantity}).content.decode()
    assert words in page.split('class="says says-wrong"')[1].split("</p>")[0]
    assert _pieces(cast, sent) == [("submitted", 0)]


def test_it_is_rejected_for_a_reason(cast: Cast, sign_in: SignIn) -> None:
    sent, rita = billing.submitted(cast, cast.issued()), sign_in("rita")
    page = _do(rita, sent, "reject", expect=422, reason="no").content.decode()
    assert ">no</textarea>" in page and "At least 3 characters are needed." in page
    _do(rita, sent, "reject", reason="Not what was ordered")
    assert _pieces(cast, sent)[0][0] == "rejected"
    assert "Not what was ordered" in sign_in("cleo").get(f"/evidence/{sent}").content.decode()


def test_who_submitted_withdraws_and_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    sent = billing.submitted(cast, cast.issued())
    assert "do/withdraw" not in sign_in("rita").get(f"/evidence/{sent}").content.decode()
    _do(sign_in("rita"), sent, "withdraw", expect=403)
    assert "do/withdraw" in sign_in("cleo").get(f"/evidence/{sent}").content.decode()
    _do(sign_in("cleo"), sent, "withdraw")
    assert _pieces(cast, sent)[0][0] == "withdrawn"


def test_what_was_accepted_is_corrected_by_a_negative_piece(cast: Cast, sign_in: SignIn) -> None:
    piece_id, cleo = billing.accepted(cast, cast.issued(), 4), sign_in("cleo")
    with scope.reading(cast.company_id):
        sent = Piece.objects.get(id=piece_id).submission_id
    given = {"piece_id": str(piece_id), "quantity": "9", "reason": "Counted twice"}
    refused = _do(cleo, sent, "correct", expect=409, **given).content.decode()
    assert "4 of it stands" in refused and 'value="9"' in refused
    answer = _do(cleo, sent, "correct", **given | {"quantity": "1"})
    page = cleo.get(answer["Location"]).content.decode()
    assert "Takes back a part of what was accepted before" in page and f"/evidence/{sent}" in page
    _do(sign_in("rita"), UUID(answer["Location"].rpartition("/")[2]), "accept")
    assert "Taken back" in cleo.get(f"/evidence/{sent}").content.decode()


def _do(client: Client, sent: Any, verb: str, expect: int = 302, **given: str) -> Any:
    answer = client.post(f"/evidence/{sent}/do/{verb}", {"key": str(uuid4())} | given)
    assert answer.status_code == expect, answer.content.decode()
    return answer


def _pieces(cast: Cast, sent: UUID) -> list[tuple[str, Any]]:
    with scope.reading(cast.company_id):
        return list(Piece.objects.filter(submission_id=sent).values_list("state", "accepted_quantity"))


def _piece_id(cast: Cast, sent: UUID) -> UUID:
    with scope.reading(cast.company_id):
        return Piece.objects.get(submission_id=sent).id


def _nothing(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        assert not Submission.objects.exists() and not EvidenceFile.objects.exists()
