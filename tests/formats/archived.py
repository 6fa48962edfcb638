"""What PDF/A-2 (ISO 19005-2) asks of a file, as far as it can be told without a validator: what is missing, in words."""

import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, IndirectObject, StreamObject

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_FORBIDDEN = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/Sound",
    "/Movie",
    "/ResetForm",
    "/ImportData",
    "/EmbeddedFiles",
    "/XFA",
}


def lacking(content: bytes) -> list[str]:
    """What an archived PDF would have, and this one has not. Empty where nothing is missing."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    found = [*_claims(reader, root), *_intent(root)]
    if "/Encrypt" in reader.trailer or "/ID" not in reader.trailer:
        found.append("a file that is not encrypted and has an id")
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", content):
        found.append("the head of a PDF up to 1.7, with four bytes that say that it is no text")
    for each in _objects(reader):
        found += _of(each)
    return sorted(set(found))


def conformance(content: bytes) -> str:
    """The part and level that a file claims: `2A` is all that `2B` is, and read aloud as well."""
    said = PdfReader(io.BytesIO(content)).trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    part = re.search(r"<pdfaid:part>(\d)</pdfaid:part>", said)
    level = re.search(r"<pdfaid:conformance>([ABU])</pdfaid:conformance>", said)
    return f"{part[1]}{level[1]}" if part and level else ""


def _claims(reader: PdfReader, root: DictionaryObject) -> Iterator[str]:
    metadata = root["/Metadata"].get_object()
    if not isinstance(metadata, StreamObject) or "/Filter" in metadata:
        yield "XMP that can be read without unpacking"
    said = metadata.get_data().decode()
    title, info = re.search(r'x-default">([^<]*)<', said), reader.metadata
    if not title or info is None or unescape(title[1]) != info.title:
        yield "the same title in XMP and in the file"
    marked = root.get("/MarkInfo", {}).get("/Marked") == BooleanObject(True)
    if not (marked and "/Lang" in root and "/StructTreeRoot" in root):
        yield "language, tags and their tree"


def _intent(root: DictionaryObject) -> Iterator[str]:
    intents = [one.get_object() for one in root.get("/OutputIntents", ())]
    profiles = [one["/DestOutputProfile"].get_object() for one in intents if one.get("/S") == "/GTS_PDFA1"]
    if len(profiles) != 1:
        yield "one output intent"
        return
    icc = profiles[0].get_data()
    if icc[36:40] != b"acsp" or icc[16:20] != b"RGB " or profiles[0]["/N"] != 3:
        yield "an output intent with its colour profile"


def _objects(reader: PdfReader) -> Iterator[Any]:
    waiting, seen = [reader.trailer["/Root"], reader.trailer.get("/Info")], set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting.extend(one.raw_get(key) for key in one)
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))


def _of(one: DictionaryObject) -> Iterator[str]:
    if _FORBIDDEN & {*one, one.get("/S"), one.get("/Type")}:
        yield "nothing that runs, plays or is attached"
    if one.get("/Type") == "/FontDescriptor" and not any(name in one for name in _PROGRAMS):
        yield f"the font {one.get('/FontName')} embedded"
    if (
        one.get("/Type") == "/Font"
        and one.get("/Subtype") in ("/Type0", "/TrueType", "/Type1")
        and "/ToUnicode" not in one
    ):
        yield f"what the signs of {one.get('/BaseFont')} mean"
    if (
        one.get("/Subtype") in ("/Type1", "/TrueType", "/CIDFontType0", "/CIDFontType2")
        and "/FontDescriptor" not in one
    ):
        yield f"the font {one.get('/BaseFont')} described"
    if "/LZWDecode" in str(one.get("/Filter", "")) or (isinstance(one, StreamObject) and "/F" in one):
        yield "streams inside the file, packed in a free way"
    if one.get("/Subtype") == "/Link" and not int(one.get("/F", 0)) & 4:
        yield "links that are printed"
    if one.get("/Subtype") == "/Image" and one.get("/Interpolate"):
        yield "pictures as they are"
