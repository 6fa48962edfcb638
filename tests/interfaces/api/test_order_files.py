"""The files of an order through the API: the draft as a PDF, the PDF by either code, and UBL."""

import json
from base64 import b64encode

import pytest

from counterfoil.formats.ubl import read
from counterfoil.formats.ubl.documents import Identifier
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.exporting import written
from counterfoil.lifecycle.orders.models import Order

from ...formats.ubl.peppol import broken
from ...formats.ubl.schema import errors
from ...pictures import TEXT, picture
from .conftest import Callers, problem_of


def _issued(api: Callers, **more: object) -> str:
    return str(api.cast.issued(**more))


@pytest.mark.req(169)
def test_an_issued_order_is_a_valid_ubl_order_that_says_the_same(api: Callers) -> None:
    api.olga.send("PUT", "/contractors/identities", {"identities": [{"scheme": "vat", "value": "DE 811 907 980"}]})
    order_id = _issued(api, notes="Bring the key")
    answer = api.iris.get(f"/orders/{order_id}/document.xml")
    assert answer["Content-Type"] == "application/xml" and errors(answer.content) == broken(answer.content) == []
    found = read(answer.content)
    frozen = json.loads(api.iris.get(f"/orders/{order_id}/document.json").content)
    assert (found.number, str(found.issued_on), found.note) == (frozen["number"], frozen["issued_on"], "Bring the key")
    assert found.buyer.identifiers == (Identifier("vat", "DE811907980"),)
    assert Identifier("party", frozen["seller"]["code"]) in found.seller.identifiers
    [line] = found.lines
    assert (line.text, line.unit, format(line.amount or 0, "f")) == ("Layout", "HUR", frozen["lines"][0]["amount"])
    assert format(found.sums.payable or 0, "f") == frozen["total"]
    with scope.reading(api.cast.company_id):
        assert found == written(Order.objects.get(id=order_id), api.cast.iris.company).document
    assert api.iris.get(f"/orders/{order_id}/document.xml", {"If-None-Match": answer["ETag"]}).status_code == 304


def test_neither_a_draft_nor_a_strangers_order_is_one(api: Callers) -> None:
    draft, issued = api.cast.draft(), _issued(api)
    problem_of(api.rita.get(f"/orders/{draft}/document.xml"), 404)
    problem_of(api.mallory.get(f"/orders/{issued}/document.xml"), 404)
    problem_of(api.rita.get(f"/orders/{issued}/preview"), 404)
    problem_of(api.rita.get(f"/orders/{draft}/document/now"), 404)
    problem_of(api.mallory.get(f"/orders/{issued}/document/now"), 404)
    assert api.rita.get(f"/orders/{issued}/document/now")["Content-Type"] == "application/pdf"
    problem_of(api.mallory.get(f"/orders/{draft}/preview"), 404)


def test_the_frozen_text_with_codes_and_allowance_is_not_the_contractor_s(api: Callers) -> None:
    """The PDF is: what is inside stands in the text that was approved and hashed, and not on it."""
    order_id = _issued(api)
    problem_of(api.cleo.get(f"/orders/{order_id}/document.json"), 404)
    assert api.cleo.get(f"/orders/{order_id}").json()["links"]["document_json"] is None
    assert api.cleo.get(f"/orders/{order_id}/document.xml").status_code == 200
    assert api.rita.get(f"/orders/{order_id}/document.json").status_code == 200


@pytest.mark.req(169)
def test_a_draft_is_printed_as_one(api: Callers) -> None:
    answer = api.rita.get(f"/orders/{api.cast.draft()}/preview")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")


def test_a_logo_is_uploaded_and_refused(api: Callers) -> None:
    body = {"name": "logo.png", "content": b64encode(picture()).decode()}
    digest = api.olga.send("PUT", "/company/logo", body).json()["sha256"]
    assert api.olga.get("/company").json()["logo_sha256"] == digest
    problem = problem_of(api.olga.send("PUT", "/company/logo", body | {"content": b64encode(TEXT).decode()}), 409)
    assert [one["key"] for one in problem["reasons"]] == ["no_picture"]
    problem_of(api.olga.send("PUT", "/company/logo", body | {"content": "§"}), 422)
    problem_of(api.otto.send("PUT", "/company/logo", body), 403)
    assert api.olga.get("/company").json()["logo_sha256"] == digest
