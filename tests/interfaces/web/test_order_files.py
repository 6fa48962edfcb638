"""The files of an order on its record: saved by either code, as a draft before, and for a program."""

import io

import pytest
from pypdf import PdfReader

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import FileValues, file_document
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Order

from ...cast import NOW, Cast
from ...formats.ubl.schema import errors
from .conftest import SignIn


def filed(cast: Cast, order_id: object) -> str:
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
    content = b"%PDF-"
    values = FileValues(
        kind="order_pdf",
        name=f"{order.number}.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=store.keep(cast.company_id, content),
        made_from=order.document_sha256,
        order_id=order.id,
    )
    return str(file_document(by=system_member(cast.company_id), at=NOW, values=values)["id"])


@pytest.mark.req(169)
def test_the_pdf_is_saved_by_either_code(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    address = f"/orders/{order_id}/documents/{filed(cast, order_id)}"
    page = sign_in("rita").get(f"/orders/{order_id}?tab=documents").content.decode()
    assert f'href="{address}"' in page and f'href="{address}?named=contractor_code"' in page
    names = [sign_in("rita").get(address + query)["Content-Disposition"] for query in ("", "?named=contractor_code")]
    assert names == ['attachment; filename="PO-2026-00001.pdf"', 'attachment; filename="POCLEO2-0001.pdf"']


@pytest.mark.req(169)
def test_a_draft_is_looked_at_as_it_would_be_printed(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.draft()
    page = sign_in("rita").get(f"/orders/{order_id}?tab=documents").content.decode()
    assert f'href="/orders/{order_id}/draft.pdf"' in page
    answer = sign_in("rita").get(f"/orders/{order_id}/draft.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].startswith("inline")
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "DRAFT" in text and "Spring catalogue" in text
    for stranger in ("mallory", "cleo"):
        assert sign_in(stranger).get(f"/orders/{order_id}/draft.pdf").status_code == 404
    assert sign_in("rita").get(f"/orders/{cast.issued()}/draft.pdf").status_code == 404


@pytest.mark.req(169)
def test_the_order_for_a_program(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    for who in ("rita", "cleo"):
        answer = sign_in(who).get(f"/orders/{order_id}/order.xml")
        assert answer["Content-Disposition"] == 'attachment; filename="PO-2026-00001.xml"'
        assert errors(answer.content) == []
    named = sign_in("rita").get(f"/orders/{order_id}/order.xml?named=contractor_code")["Content-Disposition"]
    assert named == 'attachment; filename="POCLEO2-0001.xml"'
    assert sign_in("mallory").get(f"/orders/{order_id}/order.xml").status_code == 404
    assert sign_in("rita").get(f"/orders/{cast.draft()}/order.xml").status_code == 404


def test_the_order_with_what_was_noted_since(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    for who in ("rita", "cleo"):
        answer = sign_in(who).get(f"/orders/{order_id}/order.pdf")
        assert answer["Content-Disposition"] == 'inline; filename="PO-2026-00001.pdf"'
        assert answer.content.startswith(b"%PDF-")
    assert sign_in("mallory").get(f"/orders/{order_id}/order.pdf").status_code == 404
    assert sign_in("rita").get(f"/orders/{cast.draft()}/order.pdf").status_code == 404
