"""How the reader of a browser writes, as far as the browser says."""

from babel.core import Locale, UnknownLocaleError
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from ..wording import FALLBACK


def locale_asked(request: HttpRequest) -> str:
    """The locale that the browser would like best, among those in which figures and days can be written."""
    for name, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return str(Locale.parse(name, sep="-"))
        except (UnknownLocaleError, ValueError):
            continue
    return FALLBACK
