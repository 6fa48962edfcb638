"""Template tags that write amounts, days and moments for the reader, and draw icons."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.terms import OFFERED
from counterfoil.foundation.kernel.terms_words import words
from counterfoil.insight.trace.held import Held, held_in_words

from ..wording import Wording, wording

register = template.Library()
_PAGES = {
    "contractor": "contractor",
    "evidence": "submission",
    "invoice": "invoice",
    "credit": "invoice",
    "advance": "invoice",
    "payment": "payment",
}
"""The page of each kind of thing that a reason names."""
_PRINTED = "printed_at"
"""What a page knows that is to be printed."""
_SPRITE = "vendor/tabler-icons/sprite.svg"


@register.simple_tag(takes_context=True)
def money(context: Any, amount: Decimal, currency: str) -> str:
    """An amount with its currency."""
    return _wording(context).money(amount, currency)


@register.simple_tag(takes_context=True)
def figure(context: Any, amount: Decimal, currency: str) -> str:
    """An amount alone."""
    return _wording(context).figure(amount, currency)


@register.simple_tag(takes_context=True)
def number(context: Any, value: Decimal) -> str:
    """A quantity."""
    return _wording(context).number(value)


@register.simple_tag(takes_context=True)
def price(context: Any, value: Decimal, currency: str) -> str:
    """A unit price."""
    return _wording(context).price(value, currency)


@register.simple_tag(takes_context=True)
def rate_of(context: Any, value: Decimal, currency: str) -> str:
    """A price of one unit with its currency."""
    return _wording(context).amount(value, currency)


@register.simple_tag
def offered_terms() -> Sequence[str]:
    """The payment terms that a form offers."""
    return OFFERED


@register.simple_tag
def terms_words(terms: str) -> str:
    """Payment terms in the reader's words."""
    return words(terms)


@register.simple_tag(takes_context=True)
def day(context: Any, value: date) -> SafeString:
    """A day, machine-readable too."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _wording(context).day(value))


@register.simple_tag(takes_context=True)
def days(context: Any, first: date | None, last: date | None) -> str:
    """From one day to another, either of which may be open."""
    return _wording(context).days(first, last)


@register.simple_tag
def unit(code: str, quantity: Decimal) -> str:
    """The word for a unit as it stands behind this quantity."""
    return counted(code, quantity)


@register.simple_tag(takes_context=True)
def moment(context: Any, at: datetime) -> SafeString:
    """A moment in the reader's zone, with UTC in its title."""
    words = _wording(context)
    return _time(at, words.utc(at), words.moment(at))


@register.simple_tag(takes_context=True)
def when(context: Any, at: datetime) -> SafeString:
    """A moment in few words, with the whole of it in its title; on paper in full."""
    words = _wording(context)
    today = timezone.now().astimezone(words.zone).date()
    shown = words.moment(at) if _PRINTED in context else words.short_moment(at, today)
    return _time(at, _whole(words, at), shown)


@register.simple_tag(takes_context=True)
def since(context: Any, at: datetime) -> SafeString:
    """How long ago, with the moment in its title."""
    words = _wording(context)
    return _time(at, _whole(words, at), _on_paper(context, at, words.since(at, timezone.now())))


@register.simple_tag(takes_context=True)
def lasting(context: Any, at: datetime) -> SafeString:
    """For how long, with the moment in its title."""
    words = _wording(context)
    return _time(at, _whole(words, at), _on_paper(context, at, words.lasting(at, timezone.now())))


def _on_paper(context: Any, at: datetime, shown: str) -> str:
    """Paper has no titles and is read later: beside how long it is, the moment stands."""
    return f"{shown} ({_wording(context).moment(at)})" if _PRINTED in context else shown


def _whole(words: Wording, at: datetime) -> str:
    return f"{words.moment(at)} · {words.utc(at)}"


def _time(at: datetime, title: str, shown: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), title, shown)


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """An icon from the sprite; it says nothing to a screen reader, the words beside it do."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        kind,
        static(_SPRITE),
        name,
    )


@register.filter
def sentences(reasons: Iterable[Any]) -> SafeString:
    """All reasons, one after the other."""
    return format_html_join(" ", "{}", ((sentence(reason),) for reason in reasons))


@register.filter
def sentence(reason: Reason) -> SafeString:
    """A reason in words; each thing that it names leads to its page."""
    said, rest = format_html("{}", ""), reason.words
    for thing in reason.leads:
        before, words, rest = rest.partition(thing.words)
        address = reverse(_PAGES[thing.kind], args=[thing.id])
        said = format_html('{}{}<a href="{}">{}</a>', said, before, address, words)
    return format_html("{}{}", said, rest)


@register.simple_tag(takes_context=True)
def address(context: Any, **changes: Any) -> str:
    """This page's address with some of its query changed; an empty value takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in ("", None):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else context["request"].path


@register.simple_tag(takes_context=True)
def held_words(context: Any, held: Sequence[Held]) -> str:
    """Until when something is on hold, and whom to ask."""
    return held_in_words(held, _wording(context))


@register.filter
def at_key(mapping: Any, key: str) -> Any:
    """The value under a key, or nothing."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def state_words(row: Any) -> Any:
    """The state of a row, as its table says it."""
    return row.state_words(row.state)


def _wording(context: Any) -> Wording:
    found = context.get("wording")
    return found if isinstance(found, Wording) else wording(None)
