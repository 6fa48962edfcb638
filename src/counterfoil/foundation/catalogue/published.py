"""What the European Central Bank publishes, as the verb that takes rates in is given it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from counterfoil.formats import ecb
from counterfoil.formats.ubl.documents import Unreadable
from counterfoil.foundation.kernel.money import currencies
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.written import written

from .rates import MOST_RATES, EuroRate

_WHY_NOT = {
    "too_large": _("It is larger than any file of rates."),
    "not_xml": _("It is no XML document, or it breaks off (%(detail)s)."),
    "encoding": _("It is not written in the encoding that it declares (%(detail)s)."),
    "dtd": _("It declares a document type or entities; such a file is never read."),
    "too_deep": _("It is nested deeper than any file of rates."),
    "unknown": _("It is no file of the European Central Bank's reference rates: its root is “%(detail)s”."),
    "incomplete": _("It lacks what every such file has: %(detail)s."),
    "figure": _("It has a rate that is none, or one twice: %(detail)s."),
    "day": _("It has a day that is none: %(detail)s."),
}
"""What is said of a file that could not be read."""


def rates_in(content: bytes, since: date | None = None) -> list[EuroRate]:
    """The rates of a file from a day on, of currencies that are in use. Raises Invalid, with why nothing can be taken in."""
    try:
        found = ecb.read(content)
    except Unreadable as no:
        raise Invalid({"file": [written(_WHY_NOT[no.key], {"detail": no.detail})]}) from None
    known = currencies()
    wanted = [one for one in found if one.currency in known and (since is None or one.day >= since)]
    if not wanted:
        sentence = _("It has no rate of a currency in use from that day on. Nothing was changed.")
        raise Invalid({"since": [sentence]} if found else {"file": [sentence]})
    if len(wanted) > MOST_RATES:
        sentence = _("It has %(count)s rates; at most %(most)s are taken in at once. Say from which later day on.")
        raise Invalid({"since": [written(sentence, {"count": len(wanted), "most": MOST_RATES})]})
    return [EuroRate(day=one.day, currency=one.currency, per_euro=one.per_euro) for one in wanted]
