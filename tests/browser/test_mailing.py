"""An order with everything on it, in another currency, is mailed from its record to a real mail server, and read there."""

import io
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from counterfoil.interfaces.jobs.follow import Follower

from ..actions.customising import field
from ..actions.test_order_charges import full
from ..cast import Cast
from ..interfaces.jobs.test_follow import settle
from ..mailing import addressed, deliver
from ..smtp import configured, serving
from .conftest import Windows


@pytest.mark.req(135, 164, 169)
def test_an_order_with_everything_is_mailed_and_read(windows: Windows, everybody: Cast, settings: Any) -> None:
    addressed(everybody)
    field(everybody, "SHELF", printed=True)
    full(everybody, everybody.issued, notes="Bring your own paper", fields={"SHELF": "Shelf 7"})
    settle(Follower(), timezone.now())
    with serving() as inbox:
        configured(settings, inbox.port)
        page = windows.of("iris")
        page.get_by_role("link", name="Orders").first.click()
        page.get_by_role("link", name="Spring catalogue").first.click()
        number = page.locator("#number").inner_text()
        page.get_by_role("link", name="Send by e-mail").click()
        expect(page.get_by_label("To", exact=True)).to_have_value("cleo@studio.example")
        expect(page.get_by_label("Subject")).to_have_value(f"Purchase order {number} from Acme Studio")
        expect(page.get_by_role("link", name=f"{number}.pdf")).to_be_visible()
        page.get_by_label("Text").fill("Dear Cleo, here it is.")
        page.get_by_role("button", name="Send by e-mail").click()
        expect(page.get_by_text("It is on its way.")).to_be_visible()
        expect(page.get_by_text("waiting to go out")).to_be_visible()
        assert deliver(timezone.now) == 1
        connection.close()
        page.reload()
        expect(page.get_by_text("taken by the mail server")).to_be_visible()
        expect(page.locator(".ticket-facts").get_by_text("Sent", exact=True)).to_be_visible()
        read = inbox.read()
        (pdf,) = read.iter_attachments()
        assert (read["To"], pdf.get_filename()) == ("cleo@studio.example", f"{number}.pdf")
        text = " ".join("".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf.get_content())).pages).split())
        for said in (
            "-10 %",
            "5 %",
            "Tax 20",
            "Tax 5",
            "Courier",
            "12.50",
            "1,200.00",
            "Shelf 7",
            "Bring your own paper",
        ):
            assert said in text, (said, text)
        assert read.get_body().get_content().strip() == "Dear Cleo, here it is."  # type: ignore[union-attr]
        page.get_by_role("link", name="Send by e-mail").click()
        expect(page.get_by_label("It was sent before: send it once more")).to_be_visible()
        page.get_by_role("button", name="Send by e-mail").click()
        expect(page.get_by_text("was sent before, to cleo@studio.example")).to_be_visible()
