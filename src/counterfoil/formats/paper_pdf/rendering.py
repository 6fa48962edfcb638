"""From a paper to the bytes of a PDF/A: the same paper always gives the same bytes, on every machine."""

from dataclasses import asdict
from pathlib import Path

from counterfoil.formats.order_pdf.rendering import parts_of, picture, printable, rendered

from .page import Paper

_TEMPLATE = Path(__file__).parent / "paper.typ"


def render(paper: Paper) -> bytes:
    """The PDF's bytes."""
    data = asdict(paper) | {"logo": picture(paper.logo), "day": parts_of(paper.day)}
    return rendered(_TEMPLATE, printable(data))
