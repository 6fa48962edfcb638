"""Payment terms in words: in the reader's language on pages, in the document's on paper."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from .canonical import plain_decimal
from .terms import Instalment, read

PHRASES: Mapping[str, Any] = {
    "terms_payable": _("Payable {when}"),
    "terms_instalments": _("Payable in instalments: {parts}"),
    "terms_part": _("{share} {when}"),
    "terms_rest": _("the rest"),
    "terms_at_once": _("on {base}"),
    "terms_days": _("within {days} days of {base}"),
    "terms_month_end": _("by the end of the month of {base}"),
    "terms_days_month_end": _("by the end of the month in which {days} days from {base} are over"),
    "terms_after_month_end": _("within {plus} days of the end of the month of {base}"),
    "terms_days_after_month_end": _(
        "within {plus} days of the end of the month in which {days} days from {base} are over"
    ),
    "terms_day": _("on the next day {day} of a month from {base}"),
    "terms_days_day": _("on the next day {day} of a month once {days} days from {base} are over"),
    "terms_from_invoice": _("the invoice date"),
    "terms_from_sent": _("the day on which the order was sent"),
    "terms_from_completion": _("completion, the day of the last accepted evidence"),
    "terms_next": _("to the next business day where it is none"),
    "terms_previous": _("to the business day before where it is none"),
    "terms_unknown": _("No day of payment is agreed"),
}
"""What is said of terms, by its name. A document in another language has the same names in its own words."""


def plainly(figure: Any) -> str:
    """A figure as programs write it."""
    return plain_decimal(figure)


def words(terms: str, phrases: Mapping[str, Any] = PHRASES, figure: Callable[[Any], str] = plainly) -> str:
    """Terms as a sentence without its stop: Payable within 30 days of the invoice date. Nothing where nothing is said."""
    if not terms:
        return ""
    found = read(terms)
    if found.is_unknown:
        return str(phrases["terms_unknown"])

    def say(name: str, **given: Any) -> str:
        return str(phrases[name]).format(**given)

    base = say(f"terms_from_{found.base}")
    parts = [(_share(one, say, figure), _when(one, base, say)) for one in found.instalments]
    if len(parts) == 1:
        said = say("terms_payable", when=parts[0][1])
    else:
        listed = "; ".join(say("terms_part", share=share, when=when) for share, when in parts)
        said = say("terms_instalments", parts=listed)
    return f"{said}, {say(f'terms_{found.business}')}" if found.business else said


def _share(one: Instalment, say: Callable[..., str], figure: Callable[[Any], str]) -> str:
    if one.percent is not None:
        return f"{figure(one.percent)} %"
    return say("terms_rest") if one.amount is None else figure(one.amount)


def _when(one: Instalment, base: str, say: Callable[..., str]) -> str:
    days = "days_" if one.days else ""
    given = {"days": one.days, "plus": one.plus, "day": one.day_of_month, "base": base}
    if one.end_of_month:
        return say(f"terms_{days}after_month_end" if one.plus else f"terms_{days}month_end", **given)
    if one.day_of_month:
        return say(f"terms_{days}day", **given)
    return say("terms_days" if one.days else "terms_at_once", **given)
