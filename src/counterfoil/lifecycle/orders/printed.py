"""What is frozen with an order so that it can be printed again, byte for byte, whatever the company says later."""

from typing import Any

from babel.core import Locale
from django.conf import settings

from counterfoil.formats.order_pdf.wording import ENGLISH, languages
from counterfoil.foundation.companies.models import Company

from .models import Order, Revision


def hand(language: str, locale: str) -> str:
    """The locale an order is printed in: the contractor's language, else the company's own; English where neither has words.

    A company that writes as in Austria goes on doing so to whoever reads German.
    """
    own = Locale.parse(locale).language
    wanted = language or own
    if wanted == own and own in languages():
        return locale
    return wanted if wanted in languages() else ENGLISH


def printed(order: Order, revision: Revision, company: Company) -> dict[str, Any]:
    """Letterhead, terms, logo and language as they are now, the record's address, and what it comes to in the company's money."""
    says = {
        "locale": hand(order.contractor.language, company.locale),
        "address": f"{settings.COUNTERFOIL_ADDRESS}/orders/{order.id}" if settings.COUNTERFOIL_ADDRESS else "",
        "letterhead": company.letterhead,
        "terms": company.terms,
        "logo": company.logo_sha256,
    }
    return {name: value for name, value in says.items() if value} | _base(order, revision)


def _base(order: Order, revision: Revision) -> dict[str, Any]:
    if order.currency == order.base_currency:
        return {}
    return {"base_currency": order.base_currency, "base_total": revision.base_total}
