"""Files as somebody sends them: what each becomes, and what makes nothing."""

import gzip
import io
import zipfile
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.documents import store
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.actions import identify
from counterfoil.insight.trace.arrivals import told, visible
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Order

from ..actions.books import books
from ..actions.loading import arrivals
from ..cast import NOW, Cast
from ..formats.ubl.samples import (
    CREDIT_NOTE,
    DESPATCH,
    INVOICE,
    ORDER,
    ORDER_CANCELLATION,
    ORDER_CHANGE,
    RECEIPT,
    REMITTANCE,
    RESPONSE,
    changed,
)
from .conftest import Send

XXE = '<?xml version="1.0"?><!DOCTYPE Order [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + changed(ORDER, "Shelf", "&e;")
LAUGHS = '<!DOCTYPE Order [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + changed(ORDER, "Shelf", "&b;")


def test_a_whole_line_in_any_order_of_files(cast: Cast, send: Send) -> None:
    """Taken by kind, whatever the order in which they were given; the answers come as given."""
    answers = send(e=CREDIT_NOTE, d=INVOICE, c=RECEIPT, b=DESPATCH, a=ORDER)
    assert [answer["became"] for answer in answers] == ["credit", "invoice", "receipt", "despatch", "order"]
    with scope.reading(cast.company_id):
        order = Order.objects.get(number="PO-7")
        piece = Piece.objects.get(order_id=order.id)
        assert (piece.state, piece.quantity, piece.accepted_quantity) == ("accepted", 30, 28)
        assert {bill.order_id for bill in Invoice.objects.filter(kind="invoice")} == {order.id}


def test_our_own_identifiers_decide_without_a_word(cast: Cast, send: Send) -> None:
    [first] = send(we_are="", a=ORDER)
    assert (first["became"], _reasons(cast, first)) == ("refused", ["neither_side"])
    identify(by=cast.fay, at=NOW, identities=[{"scheme": "vat", "value": "GB1"}])
    assert send(we_are="", a=ORDER)[0]["became"] == "order"


def test_the_same_bytes_make_nothing_again(cast: Cast, send: Send) -> None:
    [first] = send(a=ORDER)
    before = _orders(cast)
    [again] = send(renamed=ORDER)
    assert (again["became"], _reasons(cast, again)) == ("same", ["same_bytes"])
    assert _orders(cast) == before
    assert arrivals(cast, became="same")[0].same_as == UUID(first["id"])


def test_an_order_changes_and_is_cancelled_as_its_minter_says(cast: Cast, send: Send) -> None:
    send(a=ORDER)
    [change] = send(b=changed(ORDER_CHANGE, ">100.00<", ">125.00<"))
    assert change["became"] == "change"
    assert send(c=ORDER_CANCELLATION)[0]["became"] == "cancellation"
    with scope.reading(cast.company_id):
        assert Order.objects.get(number="PO-7").state == "cancelled"


def test_other_documents_are_filed_with_their_order_or_refused_by_name(cast: Cast, send: Send) -> None:
    answers = send(r=RESPONSE, m=REMITTANCE)
    assert [one["became"] for one in answers] == ["refused", "refused"]
    assert "OrderResponse" in arrivals(cast, number="OR-1")[0].reasons[0]["words"]
    send(a=ORDER, i=INVOICE)
    assert [one["became"] for one in send(r=RESPONSE, m=REMITTANCE)] == ["filed", "filed"]
    with scope.reading(cast.company_id):
        order_id = Order.objects.get(number="PO-7").id
    assert {one.order_id for one in arrivals(cast, became="filed")} == {order_id}


def _saying(more: str) -> str:
    """An invoice that says this of itself."""
    return changed(INVOICE, "<cbc:DocumentCurrencyCode>", f"{more}<cbc:DocumentCurrencyCode>")


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("order.xml", ORDER.encode() + b" " * 10_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (XXE, "dtd"),
        (LAUGHS, "dtd"),
        (_zip(), "not_xml"),
        (gzip.compress(ORDER.encode()), "not_xml"),
        (b"%PDF-1.7 ...", "not_xml"),
        (b"", "not_xml"),
        (bytes(50 * 1024 * 1024), "too_large"),
        (
            b'<?xml version="1.0" encoding="UTF-8"?>' + changed(ORDER, "Shelf", "Gr\u00fc\u00df").encode("latin-1"),
            "encoding",
        ),
        ("<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>", "unknown"),
        (changed(ORDER, "<cbc:ID>PO-7</cbc:ID>", ""), "incomplete"),
        (changed(ORDER, "25.00", "NaN"), "figure"),
    ],
    ids=[
        *("xxe", "laughs", "zip", "gzip", "pdf", "empty", "large", "encoding", "signature", "no number", "nan"),
    ],
)
def test_what_is_no_document_makes_nothing_and_is_in_the_log(cast: Cast, send: Send, content: Any, key: str) -> None:
    before = {table: rows for table, rows in books(cast.company_id).items() if table != "Arrival"}
    [answer] = send(bad=content)
    assert (answer["became"], _reasons(cast, answer)) == ("refused", [key])
    assert {table: rows for table, rows in books(cast.company_id).items() if table != "Arrival"} == before
    assert len(arrivals(cast)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "It is empty."),
        (b"%PDF-1.7 ...", "It is no XML document, whatever its name says (12 bytes)."),
        ("<?xml version='1.0'?>\n<Ord", "It breaks off, or is broken, in line 2. Ask for the file again."),
    ],
)
def test_why_a_file_is_no_document_is_said_in_words(cast: Cast, send: Send, content: Any, words: str) -> None:
    send(bad=content)
    assert [reason["words"] for reason in arrivals(cast)[0].reasons] == [words]


def test_the_bytes_are_kept_as_they_came(cast: Cast, send: Send) -> None:
    [answer] = send(a=ORDER)
    assert store.fetch(cast.company_id, answer["sha256"]) == ORDER.encode()


def test_the_same_call_answers_the_same(cast: Cast, send: Send) -> None:
    first, before = send(key="k", a=ORDER), None
    before = books(cast.company_id)
    assert send(key="k", a=ORDER) == first
    assert books(cast.company_id) == before
    with pytest.raises(Refused) as caught:
        send(key="k", a=changed(ORDER, "PO-7", "PO-8"))
    assert [reason.key for reason in caught.value.reasons] == ["key_reused"]


def test_who_may_not_load_is_told_so_and_the_file_is_kept(cast: Cast, send: Send) -> None:
    send(a=changed(ORDER, "PO-7", "PO-6"))
    [answer] = send(who="petra", a=ORDER)
    assert (answer["became"], _reasons(cast, answer)) == ("refused", ["not_permitted"])


def test_a_contractor_sends_their_own_invoices_alone(cast: Cast, send: Send) -> None:
    send(a=ORDER)
    [answer] = send(who="cleo", i=INVOICE)
    assert (answer["became"], _reasons(cast, answer)) == ("refused", ["not_yours"])
    identify(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=[{"scheme": "vat", "value": "GB9"}])
    own = changed(changed(INVOICE, "GB2", "GB9"), "INV-1", "INV-9")
    assert send(who="cleo", i=own)[0]["became"] == "invoice"


def test_who_may_nothing_leaves_nothing(cast: Cast, send: Send) -> None:
    with pytest.raises(Refused):
        send(who="otto", a=ORDER)
    assert arrivals(cast) == []


def test_everything_is_told_in_words(cast: Cast, send: Send) -> None:
    answers = send(a=changed(ORDER, ">40<", ">41<"), i=INVOICE, z="nothing", r=RESPONSE)
    rows = {str(row.id): row for row in arrivals(cast)}
    with scope.reading(cast.company_id):
        found = told(cast.fay, [rows[answer["arrival"]] for answer in answers])
    words, because = [one.became for one in found], [list(one.because) for one in found]
    assert words[0] == "Loaded as order PO-7 of Joiner, up to 100.00 EUR."
    assert because[0] == ["Line 1: quantity times price gives 102.50 EUR, and 100.00 EUR is stated."]
    assert words[1] == "Taken in as invoice INV-1: disputed."
    assert words[2] == "Nothing was made of it."
    assert words[3] == "Filed with order PO-7."


def _reasons(cast: Cast, answer: dict[str, Any]) -> list[str]:
    return [reason["key"] for one in arrivals(cast, id=answer["arrival"]) for reason in one.reasons]


def _orders(cast: Cast) -> Any:
    return books(cast.company_id)["Order"]


def test_a_manager_sees_of_the_log_what_belongs_to_their_orders(cast: Cast, send: Send) -> None:
    """And an auditor all of it, a contractor what they sent themselves."""
    order_id = cast.issued()
    with scope.reading(cast.company_id):
        number = Order.objects.get(id=order_id).number
    identify(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=[{"scheme": "vat", "value": "GB9"}])
    send(theirs=ORDER, ours=changed(INVOICE.replace("PO-7", str(number)), "GB2", "GB9"))
    send(who="cleo", own=changed(changed(INVOICE, "GB2", "GB9"), "INV-1", "INV-9"))

    def seen(who: str) -> list[str]:
        with scope.reading(cast.company_id):
            return sorted(visible(cast.members[who]).values_list("number", flat=True))

    assert (seen("otto"), seen("rita"), seen("cleo")) == (["INV-1", "INV-9", "PO-7"], ["INV-1", "PO-7"], ["INV-9"])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (">EUR<", ">ABC<", "invalid"),
        ("<cbc:Name>Joiner</cbc:Name>", "<cbc:Name>\u3164</cbc:Name>", "invalid"),
        (">GB2<", ">\u3164<", ""),
        (">PO-7<", ">\u3164<", "invalid"),
        (">PO-7<", ">\u200b<", "invalid"),
    ],
)
def test_what_nobody_can_read_is_refused_and_breaks_nothing(
    cast: Cast, send: Send, old: str, new: str, reason: str
) -> None:
    """A currency that there is not, and names and numbers of signs that are not seen. A seller without a number has a name."""
    text = ORDER.replace('currencyID="EUR"', 'currencyID="ABC"') if old == ">EUR<" else ORDER
    [answer] = send(**{"\u3164.xml": changed(text, old, new)})
    expected = ("refused", [reason]) if reason else ("order", [])
    assert (answer["became"], _reasons(cast, answer)) == expected
    assert len(arrivals(cast)) == 1
