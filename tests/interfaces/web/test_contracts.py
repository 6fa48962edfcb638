"""The pages of contracts: drafted for an engagement, signed with a file, read by the contractor."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ...actions.contracting import contract_of, drafted, signed
from ...cast import Cast
from .test_offers import client_of

_PDF = b"%PDF-1.7 signed"


def sign(client: Client, contract_id: UUID, **more: object) -> int:
    given = {"version": "1", "signed_on": "2026-03-01", "signers": "Rita, Cleo"} | more
    return client.post(reverse("contract_do", args=[contract_id, "sign"]), given).status_code


def test_a_contract_is_drafted_on_the_page_of_its_engagement(cast: Cast) -> None:
    rita, page = client_of(cast, "rita"), reverse("engagement", args=[cast.engagement_id])
    assert "Draft a contract" in rita.get(page).content.decode()
    said = {"order_kind": "any", "currency": "EUR", "amount": "2,000.00", "unit_rate": "", "unit": "none"}
    answer = rita.post(
        reverse("engagement_contract", args=[cast.engagement_id]), said | {"starts_on": "", "ends_on": ""}
    )
    contract = contract_of(cast, UUID(answer["location"].rpartition("/")[2]))
    assert (contract.amount, contract.unit, contract.engagement_id) == (2000, "", cast.engagement_id)
    assert "Its contract" in rita.get(page).content.decode()


def test_the_signed_file_is_stored_and_given_out_again(cast: Cast) -> None:
    rita, cleo, contract_id = client_of(cast, "rita"), client_of(cast, "cleo"), drafted(cast)
    assert sign(rita, contract_id) == 422
    assert cleo.get(reverse("contract", args=[contract_id])).status_code == 404
    assert sign(rita, contract_id, name=SimpleUploadedFile("Contract.pdf", _PDF, "application/pdf")) == 302
    for client in (rita, cleo):
        assert client.get(reverse("contract_file", args=[contract_id])).content == _PDF
    page = cleo.get(reverse("contract", args=[contract_id])).content.decode()
    assert "Contract.pdf" in page and "Rita" not in page


def test_an_order_that_breaks_a_clause_says_so_on_its_page(cast: Cast) -> None:
    signed(cast, amount="500")
    page = client_of(cast, "rita").get(reverse("record", args=[cast.draft()])).content.decode()
    assert "The contract of its engagement allows EUR 500.00 for all its orders" in page
