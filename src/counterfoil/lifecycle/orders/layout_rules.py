"""Which layouts numbers may have, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason

from . import numbers
from .collisions import collide


def set_layout(pattern: str, longest: int) -> list[Reason]:
    """One run of digits; every number that the layout can produce fits the length (R90, R140)."""
    named = numbers.tokens(pattern)
    reasons = []
    if sum(token.startswith("#") for token in named) != 1:
        reasons.append(Reason("layout_digits", _("A layout has the counter's digits exactly once, such as {#####}.")))
    if any(character in "{}" for character in numbers.literal(pattern)):
        sentence = _("A layout knows the tokens {YYYY}, {YY}, {MM}, {DD} and {#####} only.")
        reasons.append(Reason("layout_token", sentence))
    if numbers.repeats(pattern):
        sentence = _("Its numbers would come again: a day needs its month beside it, and a month its year.")
        reasons.append(Reason("layout_repeats", sentence))
    if not (numbers.literal(pattern).isascii() and numbers.literal(pattern).isprintable()):
        reasons.append(Reason("layout_text", _("The text of a layout is plain letters, digits and signs.")))
    if len(numbers.rendered(pattern, date(2026, 12, 31), 1)) > longest:
        reasons.append(Reason("layout_long", _("Its numbers would be longer than %(longest)s."), {"longest": longest}))
    return reasons


def layout_collides(pattern: str, in_use: Iterable[str]) -> list[Reason]:
    """No two layouts give one number: every layout that collides with this one is named (R90)."""
    sentence = _(
        "Some of its numbers could be read as numbers of the layout %(other)s, which is or was in use here. "
        "Choose another text or another count of digits."
    )
    colliding = [other for other in in_use if collide(pattern, other)]
    return [Reason("layout_collides", sentence, {"other": other}) for other in colliding]
