"""The language that a contractor's orders are printed in."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, StringConstraints

from counterfoil.formats.order_pdf.wording import languages
from counterfoil.foundation.kernel.values import problem


def _known(code: str) -> str:
    if code and code not in languages():
        sentence = _("Orders are printed in %(known)s. Write one of them, or leave it empty for the company's own.")
        raise problem("unknown_language", sentence % {"known": ", ".join(languages())})
    return code


Language = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True), AfterValidator(_known)]
"""One that there are words for, or nothing."""
