"""What the daily mail says to one person: in their language and their hand, each line with a link to its record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.foundation.mail.placeholders import filled
from counterfoil.foundation.mail.wording import ALERTS, ENGLISH, Wording, wording
from counterfoil.lifecycle.alerts.kinds import DOCUMENTS, ORDER, ToldAlert

_LONGEST_SUBJECT = 200
_PAGE = (
    '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="color-scheme" content="light dark">\n<title>{}</title>\n</head>\n'
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif">\n'
    '<div style="max-width:640px;margin:0 auto">\n{}\n</div>\n</body>\n</html>\n'
)
_HEAD = '<h2 style="font-size:16px;margin:24px 0 4px">{}</h2>\n<ul style="margin:0;padding-left:20px">\n{}\n</ul>'


@dataclass(frozen=True)
class News:
    """The alerts that are new for a person, those of one kind together, and how many there are in all."""

    lines: Sequence[ToldAlert]
    number: int


def written_to(member: Member, news: News) -> dict[str, str]:
    """Subject, text and HTML of their mail."""
    hand = _Hand.of(member)
    says = wording(ALERTS, hand.language)
    values = {
        "name": member.name,
        "company": member.company.name,
        "count": hand.number(news.number),
        "preferences": _address("account") + "#alerts",
    }
    subject = " ".join(filled(says.subject, values).split())[:_LONGEST_SUBJECT]
    kinds = [(kind, list(each)) for kind, each in groupby(news.lines, key=lambda one: one.alert.kind)]
    told = [
        (says.parts[f"{kind}_head"], [(_sentence(one, says, hand), _link(one)) for one in each]) for kind, each in kinds
    ]
    more = _more(news, says, hand)
    text = "\n\n".join([_in_text(head, lines) for head, lines in told] + ["\n".join(more)] * bool(more))
    return {
        "subject": subject,
        "text": filled(says.text, values | {"lines": text}).strip() + "\n",
        "html": _in_html(subject, says, values, told, more, hand.language),
    }


@dataclass(frozen=True)
class _Hand:
    """How a person reads: their language, and how they write figures and days."""

    language: str
    locale: Locale

    @classmethod
    def of(cls, member: Member) -> "_Hand":
        """As they have said for themselves, else as their company does."""
        own = member.user
        written = (own.locale if own else "") or member.company.locale
        try:
            locale = Locale.parse(written, sep="-" if "-" in written else "_")
        except (UnknownLocaleError, ValueError):
            locale = Locale.parse(ENGLISH)
        return cls((own.language if own else "") or member.company.locale, locale)

    def number(self, number: int | Decimal) -> str:
        """A figure."""
        return str(format_decimal(number, locale=self.locale))

    def says(self, value: Any) -> str:
        """A day or a sum as they write it, anything else as it is."""
        if isinstance(value, MonetaryAmount):
            pattern = "#,##0." + "0" * minor_units(value.currency)
            return f"{format_decimal(value.value, format=pattern.rstrip('.'), locale=self.locale)} {value.currency}"
        return str(format_date(value, "medium", locale=self.locale)) if isinstance(value, date) else str(value)


def _sentence(one: ToldAlert, says: Wording, hand: _Hand) -> str:
    return filled(says.parts[one.alert.kind], {name: hand.says(value) for name, value in one.params.items()})


def _link(one: ToldAlert) -> str:
    if one.kind.leads == ORDER:
        return _address("record", one.leads_to) + "?tab=alerts"
    if one.kind.leads == DOCUMENTS:
        return _address("record", one.leads_to) + "?tab=documents"
    return _address(one.kind.leads, one.leads_to)


def _address(page: str, *ids: Any) -> str:
    return f"{settings.COUNTERFOIL_ADDRESS}{reverse(page, args=ids)}"


def _more(news: News, says: Wording, hand: _Hand) -> list[str]:
    """How many are not named, and where they are."""
    left = news.number - len(news.lines)
    return [filled(says.parts["more"], {"count": hand.number(left)}), _address("desk")] if left else []


def _in_text(head: str, lines: Sequence[tuple[str, str]]) -> str:
    return "\n".join([head.upper(), *(f"- {sentence}\n  {link}" for sentence, link in lines)])


def _in_html(
    subject: str,
    says: Wording,
    values: dict[str, str],
    told: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    more: Sequence[str],
    language: str,
) -> str:
    """The same with links in place of addresses. Whatever was typed by anybody is escaped."""
    listed = [
        format_html(_HEAD, head, format_html_join("\n", '<li><a href="{1}">{0}</a></li>', lines))
        for head, lines in told
    ]
    if more:
        listed.append(format_html('<p>{} <a href="{}">{}</a></p>', *more, more[1]))
    before, _lines, after = says.text.strip().partition("{lines}")
    body = [*_paragraphs(before, values), *listed, *_paragraphs(after, values)]
    whole = format_html_join("\n", "{}", ((part,) for part in body))
    return str(format_html(_PAGE, language.replace("_", "-"), subject, whole))


def _paragraphs(text: str, values: dict[str, str]) -> list[SafeString]:
    """Paragraphs of a text; an address that is put in is a link."""
    found = []
    for part in text.strip().split("\n\n"):
        words, is_link, _rest = part.partition("{preferences}")
        link = format_html('<br><a href="{0}">{0}</a>', values["preferences"]) if is_link else ""
        found.append(format_html('<p style="margin:16px 0">{}{}</p>', filled(words, values), link))
    return found
