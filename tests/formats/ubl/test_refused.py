"""What is not read at all, each with its reason."""

import gzip
import io
import zipfile
from itertools import count

import pytest

from counterfoil.formats.ubl import read
from counterfoil.formats.ubl.parsing import LARGEST

from .samples import INVOICE, changed, reading, refusal

MADE = '<?xml version="1.0" encoding="{}"?>'
NAMED = changed(INVOICE, "Joiner", "Bär & Söhne".replace("&", "&amp;"))
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))


def zipped() -> bytes:
    """Fifty megabytes of nothing in a few bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("invoice.xml", b"\0" * 50_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b" \n\t ", b"\xef\xbb\xbf", b"PK\x03\x04", b"%PDF-1.7\n<<", b'{"a": 1}', b"\0" * 1000, b"ISA*00*", b"<", b"<>",
        b"<x:a/>", b"<a b=c/>", b"<a b='' b=''/>", b" <?xml version='1.0'?><a/>", b"<!-- -- --><a/>",
        INVOICE.encode()[:-5], INVOICE.encode() * 2, gzip.compress(INVOICE.encode()), zipped(),
    ],
    ids=count(),  # an archive carries the moment at which it was made: as a name it would be another one in each process
)  # fmt: skip
def test_what_is_no_xml_is_refused(content: bytes) -> None:
    assert refusal(content)[0] == "not_xml"


@pytest.mark.parametrize(
    "inside", ["</b>", "<b>", "&", "&nbsp;", "\0", "&#0;", "&#xD800;", "\x01", "]]>", "<![CDATA[", "<!--"]
)
def test_what_breaks_off_within_is_refused(inside: str) -> None:
    assert refusal(changed(INVOICE, "As agreed", inside))[0] == "not_xml"


@pytest.mark.parametrize(
    "kind",
    [
        "<!DOCTYPE Invoice>",
        '<!DOCTYPE Invoice SYSTEM "http://else.example/a.dtd">',
        '<!DOCTYPE Invoice [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Invoice [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>',
        '<!DOCTYPE Invoice [<!ENTITY a "b">]>',
        f'<!DOCTYPE Invoice [<!ENTITY a0 "ha">{LAUGHS}]>',
        f"<!-- {'a ' * 20_000}--><!DOCTYPE Invoice>",
        "<!DOCTYPE Invoice [<!ATTLIST Invoice a CDATA 'b'>]>",
    ],
)
def test_a_document_type_is_refused_with_all_that_comes_of_it(kind: str) -> None:
    text = kind + changed(INVOICE, "As agreed", "&a19;&a;")
    assert refusal(text) == ("dtd", "")
    assert refusal(("\ufeff" + text).encode("utf-16-le")) == ("dtd", "")


@pytest.mark.parametrize(
    "content",
    [
        NAMED.encode(),
        b"\xef\xbb\xbf" + (MADE.format("UTF-8") + NAMED).encode(),
        (MADE.format("iso-8859-1") + NAMED).encode("latin-1"),
        (MADE.format("windows-1252") + NAMED).encode("cp1252"),
        (MADE.format("UTF-16") + NAMED).encode("utf-16"),
        ("\ufeff" + NAMED).encode("utf-16-be"),
        ("<?xml version='1.0' encoding='utf8' standalone='yes'?>" + NAMED).encode(),
        ('<?xml version="1.0"?>' + NAMED).encode(),
    ],
)
def test_an_encoding_that_is_true_is_read(content: bytes) -> None:
    assert read(content).seller.name == "Bär & Söhne"


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (NAMED.encode("latin-1"), "utf-8"),
        ((MADE.format("UTF-8") + NAMED).encode("latin-1"), "utf-8"),
        ((MADE.format("us-ascii") + NAMED).encode(), "ascii"),
        ((MADE.format("UTF-16") + NAMED).encode(), "utf-16"),
        ((MADE.format("UTF-16") + NAMED).encode("utf-16-le"), "utf-16"),
        ((MADE.format("UTF-16") + NAMED).encode("utf-16-be"), "utf-16"),
        (("\ufeff" + MADE.format("UTF-8") + NAMED).encode("utf-16-le"), "utf-8"),
        (b"\xef\xbb\xbf" + (MADE.format("iso-8859-1") + NAMED).encode(), "iso-8859-1"),
        ((MADE.format("utf-7") + NAMED).encode("utf-7"), "utf-7"),
        ((MADE.format("zlib_codec") + INVOICE).encode(), "zlib_codec"),
        ((MADE.format("unicode_escape") + INVOICE).encode(), "unicode_escape"),
        ((MADE.format("non\n\x01sense") + INVOICE).encode(), "non sense"),
        ((MADE.format("nonsense") + INVOICE).encode(), "nonsense"),
        (INVOICE.encode("utf-32"), "utf-32"),
        (("\ufeff" + INVOICE).encode("utf-16-le")[:-1], "utf-16-le"),
        (b"\xff\xfe<\0\x00\xd8", "utf-16-le"),
    ],
)
def test_an_encoding_that_is_not_true_is_refused(content: bytes, detail: str) -> None:
    assert refusal(content) == ("encoding", detail)


def test_what_is_too_large_is_refused_before_it_is_looked_at() -> None:
    assert refusal(b"\0" * 50_000_000) == ("too_large", "")
    room = LARGEST - len(INVOICE.encode())
    assert read(INVOICE.encode() + b" " * room) == reading(INVOICE)
    assert refusal(INVOICE.encode() + b" " * (room + 1)) == ("too_large", "")


def test_what_is_nested_too_deep_is_refused() -> None:
    deep = "<a>" * 99 + "</a>" * 99
    assert reading(changed(INVOICE, "<cac:TaxTotal>", deep + "<cac:TaxTotal>")) == reading(INVOICE)
    assert refusal(changed(INVOICE, "<cac:TaxTotal>", f"<a>{deep}</a><cac:TaxTotal>")) == ("too_deep", "")


def test_an_invoice_has_at_most_ten_thousand_rows() -> None:
    row = INVOICE[INVOICE.index("<cac:InvoiceLine>") : INVOICE.index("</Invoice>")]
    short = "<cac:InvoiceLine/>"
    assert len(reading(changed(INVOICE, row, row + short * 9_000)).lines) == 9_001
    assert refusal(changed(INVOICE, row, row + short * 10_000)) == ("too_large", "InvoiceLine")
    long = short.replace("InvoiceLine", "a" * 200)
    assert refusal(changed(INVOICE, row, long * 10_001)) == ("too_large", "a" * 100)
