"""The printed order: in any script, in every language, and nothing of it lies over anything else."""

import io
import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import segno
import typst
from PIL import Image
from pypdf import PdfReader

from counterfoil.formats import order_pdf
from counterfoil.formats.order_pdf import Field, Line, Logo, Noted, Page, Sum, rendering
from counterfoil.foundation.catalogue.units import UNITS

from ..pictures import picture

DOTS = 4
"""Points of a drawn page for each millimetre."""
WORDS = order_pdf.language("en").words
LINE = Line(text="Translation", quantity="20", unit="hours", unit_price="60.00", amount="1,200.00")
PAGE = Page(
    language="en",
    labels=WORDS,
    day=date(2026, 3, 2),
    title="Catalogue",
    facts=[Field("Issued on", "March 2, 2026")],
    buyer="Acme Studio",
    buyer_address="Hauptstr. 1\n10115 Berlin",
    seller="Cleo",
    seller_address="Wien",
    invoice_channel="bills@acme.example",
    lines=[LINE],
    sums=[Sum("Total", "1,200.00 EUR", strong=True)],
    number="PO-2026-00001",
    contractor_code="CLEO0001",
    digest="a" * 64,
)
SCRIPTS = {
    "Latin": "Žluťoučký kůň, Straße, Ærø, İstanbul, ﬁ, ĳ, Đặng",
    "Greek": "Ελληνικά ὕδωρ",
    "Cyrillic": "Українська ђурђевдан",
    "Hebrew": "עברית",
    "Arabic": "العربية فارسی اردو",
    "Devanagari": "हिन्दी",
    "Bengali": "বাংলা",
    "Gujarati": "ગુજરાતી",
    "Gurmukhi": "ਪੰਜਾਬੀ",
    "Oriya": "ଓଡ଼ିଆ",
    "Tamil": "தமிழ்",
    "Telugu": "తెలుగు",
    "Kannada": "ಕನ್ನಡ",
    "Malayalam": "മലയാളം",
    "Sinhala": "සිංහල",
    "Thai": "ภาษาไทย",
    "Lao": "ລາວ",
    "Khmer": "ខ្មែរ",
    "Myanmar": "မြန်မာ",
    "Georgian": "ქართული",
    "Armenian": "Հայերեն",
    "Ethiopic": "አማርኛ",
    "Chinese": "简体 繁體",
    "Japanese": "日本語のカナ",
    "Korean": "한국어",
    "signs": "€ ₿ ½ → ✓ ★ 😀",
}


def read(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(order_pdf.render(page)))


def text(page: Page) -> str:
    """All that is written on it, as one line."""
    return " ".join(one.extract_text() for one in read(page).pages).replace("\n", " ").replace("\u200b", "")


def drawn(page: Page) -> list[Image.Image]:
    """Its pages as pictures, in shades of grey."""
    made = typst.compile(
        str(rendering._TEMPLATE),
        sys_inputs={"page": json.dumps(rendering._data(page))},
        font_paths=rendering._fonts(),
        format="png",
        ppi=DOTS * 25.4,
    )
    return [Image.open(io.BytesIO(one)).convert("L") for one in (made if isinstance(made, list) else [made])]


def inked(image: Image.Image, left: float, right: float, darkest: int = 160) -> Iterator[int]:
    """The rows of dots, between two places in millimetres, in which something is printed that is no line across the page."""
    strip = image.crop((round(left * DOTS), 0, round(right * DOTS), image.height))
    across = image.crop((25 * DOTS, 0, 185 * DOTS, image.height))
    for y in range(image.height):
        here = strip.crop((0, y, strip.width, y + 1)).getextrema()
        line = across.crop((0, y, across.width, y + 1)).getextrema()
        if here[0] < darkest and line[1] >= 250:  # type: ignore[operator]
            yield y


@pytest.mark.req(169)
@pytest.mark.parametrize("script", SCRIPTS)
def test_any_script_is_printed(script: str) -> None:
    said = text(replace(PAGE, notes=SCRIPTS[script]))
    assert "[U+" not in said, "a sign has no font"
    missing = {sign for sign in SCRIPTS[script] if sign.isalpha() and sign not in said}
    assert not missing or script in ("Latin", "Arabic", "Khmer", "Myanmar", "Sinhala"), "ligatures are read as one"


def test_a_sign_that_no_font_has_is_spelled_out() -> None:
    assert "Ur [U+12000][U+12001] III" in text(replace(PAGE, notes="Ur \U00012000\U00012001 III"))

    assert "a[U+FFF9]b" in text(replace(PAGE, notes="a\ufff9b")), "one that is not seen by itself"


def test_none_is_left_out_however_many_there_are() -> None:
    """Not even those of two scripts that no font has: what a person can't read is named, and the file stays an archived one."""
    signs = [chr(sign) for start in (0x12000, 0x13000) for sign in range(start, start + 40)]
    made = replace(PAGE, notes=" ".join(signs))
    said = text(made)
    assert not [sign for sign in signs if f"[U+{ord(sign):04X}]" not in said]
    assert b"pdfaid" in order_pdf.render(made)


def test_a_mark_of_byte_order_keeps_no_order_from_being_printed() -> None:
    """It comes along unseen with what is copied from a file, and no archived PDF may have it."""
    assert "UrIII" in text(replace(PAGE, notes="Ur\ufeffIII", title="\ufeffA title"))


LONG = "Donaudampfschifffahrtsgesellschaftskapitänspatent" * 3
FIGURES = {"quantity": "123,456,789.123456", "unit_price": "999,999,999.999999", "amount": "999,999,999,999,999.9999"}
WIDE = [
    Line(text=LONG, unit="Donaudampfschifffahrtsstunden", details=(LONG, "WWWWWWWWWW" * 9), **FIGURES),
    Line(text="W" * 300, unit="hours", **FIGURES),
    Line(text="العربية" * 30, unit="x" * 20, **FIGURES),
    Line(text="日本語" * 60, unit="ページ", **FIGURES),
] * 5
PARTIES = {"buyer": "W" * 120, "buyer_address": LONG, "seller": LONG, "seller_address": "W" * 90}


def table_of(image: Image.Image) -> tuple[Image.Image, Image.Image]:
    """What stands above the line below the table's headings, and the table."""
    across = image.crop((25 * DOTS, 0, 185 * DOTS, image.height))
    rule = next(y for y in range(image.height) if across.crop((0, y, across.width, y + 1)).getextrema()[1] < 100)  # type: ignore[operator]
    return image.crop((0, 0, image.width, rule)), image.crop((0, rule, image.width, 270 * DOTS))


@pytest.mark.req(169)
@pytest.mark.parametrize("rtl", [False, True])
def test_no_word_runs_into_another_column(rtl: bool) -> None:
    _above, table = table_of(drawn(replace(PAGE, lines=WIDE[::-1] if rtl else WIDE))[0])
    for edge in (102, 130, 156):
        assert not list(inked(table, edge - 1.5, edge + 1.5)), f"at {edge} mm"


def test_no_name_runs_into_the_other_ones() -> None:
    above, _table = table_of(drawn(replace(PAGE, lines=WIDE, **PARTIES))[0])
    assert not list(inked(above, 101.5, 108.5))


def test_no_fact_runs_into_another_one() -> None:
    above, _table = table_of(drawn(replace(PAGE, facts=[Field("Engagement", LONG)] * 6))[0])
    assert not list(inked(above, 73.5, 78)) and not list(inked(above, 132, 136.5))


def test_nothing_is_wider_than_the_page() -> None:
    sums = [Sum(LONG, "-999,999,999,999,999.9999 EUR"), Sum("W" * 80, "999,999,999,999,999.9999 EUR", strong=True)]
    more = {"notes": LONG, "terms": "W" * 400, "title": LONG, "number": "W" * 100, "invoice_channel": "W" * 200}
    for image in drawn(replace(PAGE, lines=WIDE, sums=sums, letterhead=LONG, **more, **PARTIES)):
        assert not list(inked(image, 0, 19.5)) and not list(inked(image, 190.5, 210))


def test_the_measure_sees_a_word_that_does() -> None:
    """Or the test above would prove nothing: an unbroken word lies over the gap."""
    image = Image.new("L", (210 * DOTS, 20 * DOTS), 255)
    image.paste(0, (30 * DOTS, 5 * DOTS, 110 * DOTS, 8 * DOTS))
    assert list(inked(image, 100.5, 103.5))


@pytest.mark.req(169)
@pytest.mark.parametrize(("words", "right"), [("العربية", True), ("עברית", True), ("Deutsch", False)])
def test_what_is_read_from_the_right_begins_there(words: str, right: bool) -> None:
    (image,) = drawn(replace(PAGE, lines=[Line(text=words)]))
    _above, table = table_of(image)
    row = table.crop((0, 4, table.width, 7 * DOTS))
    assert bool(list(inked(row, 150, 189))) is right and bool(list(inked(row, 21, 60))) is not right


def test_nothing_that_is_typed_is_markup() -> None:
    typed = "#panic() *bold* $x$ <tag> @ref \\ // /* [ ] https://a.example `raw`"
    said = text(replace(PAGE, notes=typed, title=typed, lines=[replace(LINE, text=typed)], terms=typed))
    assert said.replace(" ", "").count(typed.replace(" ", "")) == 4


@pytest.mark.req(169)
def test_it_is_an_archived_pdf_with_title_language_and_day() -> None:
    reader = read(replace(PAGE, language="de", labels=order_pdf.language("de").words))
    assert reader.metadata is not None and reader.metadata.title == "PO-2026-00001 Catalogue"
    assert reader.trailer["/Root"]["/Lang"] == "de"
    xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp and "2026-03-02" in xmp


@pytest.mark.req(169)
def test_the_code_to_scan_opens_the_record() -> None:
    address = "https://po.acme.example/orders/01900000-0000-7000-8000-000000000000"
    (image,) = drawn(replace(PAGE, address=address))
    corner = image.crop((167 * DOTS, 0, 191 * DOTS, 60 * DOTS)).point(lambda dot: 255 if dot < 60 else 0)
    left, top, right, _bottom = corner.getbbox() or pytest.fail("there is none")
    matrix = segno.make(address, error="m", micro=False).matrix
    step = (right - left) / len(matrix)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            dot = corner.getpixel((left + int((x + 0.5) * step), top + int((y + 0.5) * step)))
            assert bool(dot) is bool(dark), (x, y)
    links = [one.get_object()["/A"]["/URI"] for one in read(replace(PAGE, address=address)).pages[0]["/Annots"]]
    assert links == [address]


@pytest.mark.req(169)
def test_a_draft_says_so_on_every_page_and_has_no_number() -> None:
    draft = replace(PAGE, draft=True, number="", contractor_code="", digest="", lines=[LINE] * 60)
    pages = read(draft).pages
    assert len(pages) > 1 and all(WORDS["draft_says"] in one.extract_text().replace("\n", " ") for one in pages)
    assert "Quote this number" not in text(draft) and "SHA-256" not in text(draft)


@pytest.mark.req(169)
@pytest.mark.parametrize("kind", [("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "I;16")])
def test_letterhead_logo_terms_and_what_was_noted_are_printed(kind: tuple[str, str]) -> None:
    media_type = {"PNG": "image/png", "JPEG": "image/jpeg"}[kind[0]]
    logo = Logo(media_type, 60, 20, picture(kind[0], mode=kind[1]))
    noted = Noted("Remark", "Bring the key", "Noted by Rita on March 3, 2026")
    page = replace(PAGE, logo=logo, letterhead="Acme GmbH\nHRB 1", terms="30 days", noted=[noted])
    said = text(page)
    for words in ("Acme GmbH", "HRB 1", "30 days", "Bring the key", "Noted by Rita on March 3, 2026"):
        assert words in said
    (image,) = drawn(page)
    assert list(inked(image.crop((0, 0, image.width, 45 * DOTS)), 20, 80)), "there is no logo"


@pytest.mark.req(169)
def test_every_language_has_every_word_and_every_unit() -> None:
    folder = Path(rendering.__file__).parent / "languages"
    known = {file.stem: tomllib.loads(file.read_text()) for file in folder.glob("*.toml")}
    assert {"en", "de"} <= set(known) == set(order_pdf.languages())
    for said in known.values():
        assert set(said["words"]) == set(known["en"]["words"]) and all(said["words"].values())
        assert set(said["units"]) == set(UNITS)
        assert all(len(words) == 2 and all(words) for words in said["units"].values())
        for name, words in known["en"]["words"].items():
            assert words.count("{") == said["words"][name].count("{"), name


def test_units_are_counted_in_the_language() -> None:
    german = order_pdf.language("de")
    assert [german.counted("HUR", Decimal(n)) for n in ("1", "2", "0.5")] == ["Stunde", "Stunden", "Stunden"]
    assert german.counted("XYZ", Decimal(1)) == "XYZ"
    assert order_pdf.language("xx").code == "en"
