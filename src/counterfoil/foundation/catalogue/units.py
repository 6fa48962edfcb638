"""Units of measure: UN/ECE Recommendation 20 codes, with the words that people use."""

from django.utils.translation import gettext_lazy as _

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
