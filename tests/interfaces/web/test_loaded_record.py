"""The record of a loaded order: where it begins, what in it does not agree, attaching it, and what arrived for it."""

from uuid import UUID, uuid4

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.evidence.models import Submission
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, OrderFinding

from ...actions import loading
from ...cast import NOW, Cast
from .conftest import SignIn
from .papers import invoice, known_as, loaded, order, sent, text

TABS = ["jobs", "evidence", "invoices", "payments", "approvals", "documents", "notes", "trail"]


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_can_be_read(cast: Cast, sign_in: SignIn, tab: str) -> None:
    """Another currency without a rate, and a unit that has no word here."""
    found = loaded(cast, sign_in("fay"), order(currency="SEK", unit="XDR", amount="90.00"), invoice(unit="XDR"))
    for name in ("fay", "otto", "olga"):
        page = text(sign_in(name), f"/orders/{found.id}?tab={tab}")
        assert "The PDF is being made" not in page and "No engagement yet" in page and "None" not in page
    assert text(sign_in("fay"), f"/orders/{found.id}/version?seen=0.0.0&tab={tab}")


def test_it_begins_as_loaded_and_was_authorised_elsewhere(cast: Cast, sign_in: SignIn) -> None:
    found = loaded(cast, sign_in("fay"))
    page = text(sign_in("otto"), f"/orders/{found.id}?tab=approvals")
    gates = page.split('class="gates"')[1].split("</ol>")[0]
    assert gates.index("Loaded") < gates.index("Evidence") and "Requested" not in gates and "Issued" not in gates
    assert "It was authorised where it was minted." in page and "Loaded by" in page and "Asked for by" not in page


def test_the_contractor_sees_that_it_was_loaded_and_nothing_internal(cast: Cast, sign_in: SignIn) -> None:
    known_as(cast, cast.contractor_id, "ATU1")
    found = loaded(cast, sign_in("fay"), order(vat="ATU1", amount="90.00"))
    page = text(sign_in("cleo"), f"/orders/{found.id}").split("<main")[1]
    assert "Loaded" in page and "90.00" in page
    assert "Fay" not in page and "does not agree" not in page and "file-1.xml" not in page and "Attach" not in page
    assert "file-1.xml" not in text(sign_in("cleo"), f"/orders/{found.id}?tab=documents")


def test_amounts_that_are_stated_are_marked(cast: Cast, sign_in: SignIn) -> None:
    apart = loaded(cast, sign_in("fay"), order(amount="90.00"))
    agrees = loaded(cast, sign_in("fay"), order(number="PO-901", currency="SEK"), number="PO-901")
    assert "The amount is stated; quantity × price gives 100.00." in text(sign_in("fay"), f"/orders/{apart.id}")
    page = text(sign_in("fay"), f"/orders/{agrees.id}")
    assert "The amount is stated" not in page and "Its minter states no rate to EUR" in page


def test_a_finding_is_settled_once_with_a_reason(cast: Cast, sign_in: SignIn) -> None:
    fay, found = sign_in("fay"), loaded(cast, sign_in("fay"), order(amount="90.00"))
    address = f"/orders/{found.id}"
    settle = f"{address}/findings/{_finding(cast).id}/settle"
    assert "Line 1: quantity times price gives EUR 100.00, and EUR 90.00 is stated." in text(fay, address)
    assert settle in text(fay, address) and settle not in text(sign_in("petra"), address)
    given = {"key": str(uuid4()), "reason": ""}
    answer = fay.post(settle, given)
    assert answer.status_code == 422 and 'id="reason-settle-' in answer.content.decode()
    assert fay.get(settle)["Location"] == address
    for _again in range(2):
        answer = fay.post(settle, given | {"reason": "Ninety, says Ms Berg"})
        assert answer.status_code == 302 and answer["Location"] == address
    page = text(fay, address)
    assert "What did not agree, and was settled" in page and "Ninety, says Ms Berg" in page
    assert "What its minter says does not agree" not in page
    answer = fay.post(settle, {"key": str(uuid4()), "reason": "Once more"})
    assert answer.status_code == 409


def test_nobody_else_settles_a_finding(cast: Cast, sign_in: SignIn) -> None:
    found = loaded(cast, sign_in("fay"), order(amount="90.00"))
    settle = f"/orders/{found.id}/findings/{_finding(cast).id}/settle"
    given = {"key": str(uuid4()), "reason": "Because"}
    assert sign_in("petra").post(settle, given).status_code == 403
    assert sign_in("mallory").post(settle, given).status_code == 404
    assert _finding(cast).state == "open"


def test_it_is_attached_once_to_an_engagement_of_its_contractor(cast: Cast, sign_in: SignIn) -> None:
    fay, found = sign_in("fay"), loaded(cast, sign_in("fay"))
    address, engagement = f"/orders/{found.id}", _engagement(cast, found)
    page = text(fay, address)
    assert f'action="{address}/do/attach"' in page and "Shelving" in page and str(cast.engagement_id) not in page
    given = {"key": str(uuid4()), "engagement_id": ""}
    assert fay.post(f"{address}/do/attach", given).status_code == 422
    other = fay.post(f"{address}/do/attach", given | {"engagement_id": str(cast.engagement_id)})
    assert other.status_code == 409 and "This engagement is with another contractor." in other.content.decode()
    assert fay.post(f"{address}/do/attach", given | {"engagement_id": str(engagement)}).status_code == 302
    page = text(fay, address)
    assert "Shelving" in page and f'action="{address}/do/attach"' not in page
    assert "It belongs to an engagement already." in page


def test_without_an_engagement_it_is_said_who_adds_one(cast: Cast, sign_in: SignIn) -> None:
    """Instead of a choice among none."""
    fay, found = sign_in("fay"), loaded(cast, sign_in("fay"))
    page = text(fay, f"/orders/{found.id}")
    assert "There is no engagement with Joiner yet" in page and f'action="/orders/{found.id}/do/attach"' not in page


def test_who_may_not_attach_is_told_so(cast: Cast, sign_in: SignIn) -> None:
    found = loaded(cast, sign_in("fay"))
    engagement = _engagement(cast, found)
    page = text(sign_in("petra"), f"/orders/{found.id}")
    assert f'action="/orders/{found.id}/do/attach"' not in page
    given = {"key": str(uuid4()), "engagement_id": str(engagement)}
    assert sign_in("petra").post(f"/orders/{found.id}/do/attach", given).status_code == 403
    assert sign_in("mallory").post(f"/orders/{found.id}/do/attach", given).status_code in (403, 404)
    with scope.reading(cast.company_id):
        assert Order.objects.get(id=found.id).engagement_id is None


def test_an_order_that_was_issued_here_is_not_attached(cast: Cast, sign_in: SignIn) -> None:
    assert "Attach" not in text(sign_in("fay"), f"/orders/{cast.issued()}")


def test_everything_that_arrived_for_it_is_named(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    found = loaded(cast, fay, order(), invoice(), invoice(amount="99.00"), order(amount="99.00"))
    sent(fay, order())
    page = text(fay, f"/orders/{found.id}?tab=documents")
    assert page.count("/arrivals/") == 5 and page.count("Made nothing") == 3
    assert "No second order was made." in page and "Same as invoice INV-1" in page and "The same bytes" in page


def test_a_document_shows_its_own_charges_and_is_corrected_by_nobody(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    loaded(cast, fay, order(), invoice(charge="3.00", rounding="0.01", paid="9.00"), invoice("INV-2", unit="XDR"))
    page = text(fay, f"/invoices/{_invoice(cast, 'INV-1').id}")
    assert "It arrived as a document" in page and "10 hours × 10.00 + 3.00 = <strong>103.00</strong>" in page
    assert "Rounding" in page and "Paid before, as it says" in page and ">Charges<" not in page
    assert "what a document says is not corrected" in page and "correct what was typed" not in page
    assert "10 XDR × 10.00" in text(fay, f"/invoices/{_invoice(cast, 'INV-2').id}")
    answer = fay.get(f"/invoices/{_invoice(cast, 'INV-1').id}/correct")
    assert "what a document says is not corrected" in answer.content.decode()


def test_what_is_not_compared_is_not_said_to_fit(cast: Cast, sign_in: SignIn) -> None:
    """An order in another currency: its unit and its price are another's, and only the currency is said."""
    loaded(cast, sign_in("fay"), order(currency="SEK", unit="XDR"), invoice())
    page = text(sign_in("fay"), f"/invoices/{_invoice(cast, 'INV-1').id}")
    assert "The currencies differ, its own first: EUR, SEK." in page and "does not fit" in page
    assert "XDR" not in page and "Unit price" not in page and "Charges less allowances" not in page


def test_a_line_with_its_own_charges_is_compared_with_what_they_give(cast: Cast, sign_in: SignIn) -> None:
    loaded(cast, sign_in("fay"), order(), invoice(charge="3.00"))
    page = text(sign_in("fay"), f"/invoices/{_invoice(cast, 'INV-1').id}")
    row = page.split("Amount of this line")[1].split("</tr>")[0]
    assert row.count("103.00") == 2 and "fits" in row


def _finding(cast: Cast) -> OrderFinding:
    with scope.reading(cast.company_id):
        found: OrderFinding = OrderFinding.objects.get(kind="line_amount")
        return found


def _invoice(cast: Cast, number: str) -> Invoice:
    with scope.reading(cast.company_id):
        found: Invoice = Invoice.objects.get(number=number)
        return found


def _engagement(cast: Cast, found: Order) -> UUID:
    with scope.reading(cast.company_id):
        assert Contractor.objects.get(id=found.contractor_id).name == "Joiner"
    values = {"contractor_id": found.contractor_id, "title": "Shelving", "team_id": cast.team_id}
    return UUID(add_engagement(by=cast.olga, at=NOW, values=EngagementValues.model_validate(values))["id"])


def test_what_its_papers_brought_is_told_by_their_files(cast: Cast, sign_in: SignIn) -> None:
    """A receipt is nobody's here, and an invoice that fits is not paid before the order belongs to an engagement."""
    order_id = loading.loaded(cast)
    loading.delivered(cast, order_id, "receipt", "R-1", 90)
    invoice_id = loading.billed(cast)["id"]
    with scope.reading(cast.company_id):
        submission = Submission.objects.get(order_id=order_id)
    petra, arrived = sign_in("petra"), f'<a href="/arrivals/{submission.arrival_id}">It arrived as a document</a>'
    tab, page = text(petra, f"/orders/{order_id}?tab=evidence"), text(petra, f"/evidence/{submission.id}")
    assert arrived in tab and arrived in page and "Acme Studio</dd>" not in page
    assert arrived not in text(sign_in("cleo"), f"/orders/{order_id}?tab=evidence")
    for who in ("petra", "cleo"):
        told = text(sign_in(who), f"/invoices/{invoice_id}")
        assert "In order. It is paid once its order belongs to an engagement." in told
    orders.attach(by=cast.fay, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    assert "In order. Payment is due on" in text(petra, f"/invoices/{invoice_id}")


def test_what_waits_for_an_engagement_is_on_finances_desk_with_the_way_to_attach_it(
    cast: Cast, sign_in: SignIn
) -> None:
    order_id = loading.loaded(cast)
    loading.delivered(cast, order_id, "receipt", "R-1", 90)
    number = str(_invoice_by_id(cast, loading.billed(cast)["id"]).number)
    says = f"{number} is in order. It is paid once its order belongs to an engagement."
    fay = sign_in("fay")
    desk = text(fay, "/")
    assert f'href="/orders/{order_id}#move-attach-{order_id}"' in desk and says in desk
    page = text(fay, f"/orders/{order_id}")
    assert f'id="move-attach-{order_id}"' in page and f'action="/orders/{order_id}/do/attach"' in page
    for other in ("petra", "amir", "iris", "otto", "cleo"):
        assert says not in text(sign_in(other), "/"), other
    orders.attach(by=cast.fay, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    assert says not in text(fay, "/")


def _invoice_by_id(cast: Cast, invoice_id: str) -> Invoice:
    with scope.reading(cast.company_id):
        found: Invoice = Invoice.objects.get(id=invoice_id)
        return found
