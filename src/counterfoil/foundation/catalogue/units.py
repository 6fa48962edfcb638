"""Units of measure: UN/ECE Recommendation 20 codes, with the words that people use."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

UNITS = {
    "HUR": _("hour"),
    "DAY": _("day"),
    "WEE": _("week"),
    "MON": _("month"),
    "ANN": _("year"),
    "MIN": _("minute"),
    "C62": _("unit"),
    "EA": _("each"),
    "H87": _("piece"),
    "LS": _("lump sum"),
    "E48": _("service unit"),
    "E49": _("working day"),
    "E51": _("job"),
    "KMT": _("kilometre"),
    "SMI": _("mile"),
    "KGM": _("kilogram"),
    "MTR": _("metre"),
    "MTK": _("square metre"),
    "LTR": _("litre"),
    "D63": _("page"),
    "WD": _("word"),
    "P1": _("per cent"),
}

_COUNTED: dict[str, Any] = {
    "HUR": ngettext_lazy("hour", "hours", "count"),
    "DAY": ngettext_lazy("day", "days", "count"),
    "WEE": ngettext_lazy("week", "weeks", "count"),
    "MON": ngettext_lazy("month", "months", "count"),
    "ANN": ngettext_lazy("year", "years", "count"),
    "MIN": ngettext_lazy("minute", "minutes", "count"),
    "C62": ngettext_lazy("unit", "units", "count"),
    "EA": ngettext_lazy("each", "each", "count"),
    "H87": ngettext_lazy("piece", "pieces", "count"),
    "LS": ngettext_lazy("lump sum", "lump sums", "count"),
    "E48": ngettext_lazy("service unit", "service units", "count"),
    "E49": ngettext_lazy("working day", "working days", "count"),
    "E51": ngettext_lazy("job", "jobs", "count"),
    "KMT": ngettext_lazy("kilometre", "kilometres", "count"),
    "SMI": ngettext_lazy("mile", "miles", "count"),
    "KGM": ngettext_lazy("kilogram", "kilograms", "count"),
    "MTR": ngettext_lazy("metre", "metres", "count"),
    "MTK": ngettext_lazy("square metre", "square metres", "count"),
    "LTR": ngettext_lazy("litre", "litres", "count"),
    "D63": ngettext_lazy("page", "pages", "count"),
    "WD": ngettext_lazy("word", "words", "count"),
    "P1": ngettext_lazy("per cent", "per cent", "count"),
}


def counted(code: str, quantity: Decimal) -> str:
    """The word for a quantity of a unit: 1 hour, 10 hours, 0.5 hours. A document's unit that has no word here is its code."""
    if code not in _COUNTED:
        return code
    whole = int(quantity) if quantity == int(quantity) else 2
    return str(_COUNTED[code] % {"count": whole})


def code_of(text: str) -> str:
    """The code of a unit by its code or its word, for one or for several: HUR, hour, hours. Nothing where it is none."""
    meant = text.strip().casefold()
    words = {code: {code.casefold(), *(counted(code, Decimal(n)).casefold() for n in (1, 2))} for code in UNITS}
    return next((code for code, known in words.items() if meant in known or meant == UNITS[code].casefold()), "")
