"""Whether a line's days lie within the order's own. Outside is allowed, and said."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from ..wording import Wording

Days = tuple[date | None, date | None]
"""A first and a last day, each known or not."""


def beyond(line: Days, order: Days, words: Wording) -> str:
    """A sentence where a day of the line lies outside the order's days, if those are in order; else nothing."""
    first, last = order
    given: Sequence[date] = [day for day in line if day]
    if first and last and last < first:
        return ""
    if not any((first and day < first) or (last and day > last) for day in given):
        return ""
    return _("These days lie outside the order's own: %(days)s.") % {"days": words.days(first, last)}
