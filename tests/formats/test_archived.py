"""The printed order is an archived file (PDF/A), in every language and script, and the same bytes wherever it is made."""

import hashlib
import os
import pickle
import subprocess
import sys
from dataclasses import replace

import pytest

from counterfoil.formats import order_pdf
from counterfoil.formats.order_pdf import Logo

from ..pictures import picture
from .archived import conformance, lacking
from .test_order_pdf import LINE, PAGE, SCRIPTS

LOGO = Logo("image/png", 60, 20, picture())
FULL = replace(
    PAGE, logo=LOGO, letterhead="Acme GmbH\nHRB 1", address="https://po.acme.example/orders/1", terms="30 days"
)
KINDS = {
    "plain": PAGE,
    "full": FULL,
    "draft": replace(FULL, draft=True, number="", contractor_code="", digest=""),
    "every script": replace(FULL, notes="\n".join(SCRIPTS.values()), lines=[replace(LINE, text="العربية 日本語")] * 40),
    "unknown signs": replace(PAGE, notes="Ur \U00012000 III"),
    "titled oddly": replace(PAGE, title="R & D <second>"),
    **{code: replace(PAGE, language=code, labels=order_pdf.language(code).words) for code in order_pdf.languages()},
}


@pytest.mark.req(169)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_an_archived_file(kind: str) -> None:
    """Level A is level B, which keeps the look, and tags besides, so that it can be read aloud."""
    made = order_pdf.render(KINDS[kind])
    assert lacking(made) == [] and conformance(made) == "2A"


@pytest.mark.req(169)
def test_another_process_makes_the_same_bytes() -> None:
    """In another time zone, with another order of everything that has none."""
    says = "import hashlib, pickle, sys\nfrom counterfoil.formats.order_pdf import render\n"
    says += "print(hashlib.sha256(render(pickle.load(sys.stdin.buffer))).hexdigest())"
    environ = os.environ | {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    made = subprocess.run(
        [sys.executable, "-c", says], input=pickle.dumps(FULL), env=environ, capture_output=True, check=True, timeout=60
    )
    assert made.stdout.decode().strip() == hashlib.sha256(order_pdf.render(FULL)).hexdigest()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (b"/GTS_PDFA1", b"/GTS_PDFX1", "one output intent"),
        (b"/FontFile2", b"/FontFileX", "embedded"),
        (b"/ToUnicode", b"/ToUnicodX", "mean"),
        (b"/S/URI", b"/S/JS ", "nothing that runs"),
        (b"%PDF-1.7", b"%PDF-2.0", "the head of a PDF"),
        (b"/F 4", b"/F 2", "links that are printed"),
        (b"/Marked true", b"/Marked null", "tags"),
    ],
)
def test_the_look_sees_what_is_missing(right: bytes, wrong: bytes, said: str) -> None:
    """Or that nothing is would prove nothing."""
    made = order_pdf.render(FULL)
    assert made.count(right), "there is nothing to break"
    assert any(said in one for one in lacking(made.replace(right, wrong)))
