"""How the numbers of papers are compared: letters and digits of every script count, and signs between them hardly.

Numbers of *orders* stay unique without any separators and by their look, so that no two of them look alike; the database has
the same rule as `order_number`. Numbers of *documents* are somebody else's: a run of separators is one, but it is there.
"""

import re
import unicodedata

SEPARATORS = (
    "\\u0001-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u00A9\\u00AB-\\u00B1\\u00B4\\u00B6-\\u00B8\\u00BB\\u00BF\\u00D7\\u00F7"
    "\\u02C2-\\u02C5\\u02D2-\\u02DF\\u034F\\u055A-\\u055F\\u0589\\u058A\\u05BE\\u05C0\\u05C3\\u05F3\\u05F4\\u0606-\\u060F\\u061B-\\u061F"
    "\\u066A-\\u066D\\u06D4\\u0964\\u0965\\u115F\\u1160\\u1680\\u17B4\\u17B5\\u180B-\\u180F\\u2000-\\u206F\\u20A0-\\u20CF\\u2190-\\u2BFF\\u2E00-\\u2E7F\\u3000-\\u3004"
    "\\u3008-\\u3020\\u3030\\u303D-\\u303F\\u30A0\\u30FB\\u3164\\uFE00-\\uFE19\\uFE30-\\uFE6F\\uFEFF\\U000E0000-\\U000E0FFF"
)
"""Spaces, punctuation and symbols, and what nobody sees, as ranges that Python and PostgreSQL read alike. Anything else is a
letter or a digit: where it is not sure, two numbers are two."""
LOOKALIKES = (
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u04ae\u04c0\u051a\u051c",
    "ABEZHIKMNOPTYXABESIJKMHOPCTYXYIQW",
)
"""Capitals of Greek and Cyrillic, and the Latin ones that nobody can tell them from."""

_BETWEEN = re.compile(f"[\0{SEPARATORS}]+")
_LOOKS = str.maketrans(*LOOKALIKES)


def order_number(number: str) -> str:
    """The number of an order as it is compared: capitals and digits without anything between them, by their look."""
    large = "".join(map(_large, unicodedata.normalize("NFKC", number)))
    bare = unicodedata.normalize("NFKC", _BETWEEN.sub("", _plain_digits(large)))
    return unicodedata.normalize("NFKC", bare.translate(_LOOKS))  # an accent may fit the letter that it looks like


def document_number(number: str) -> str:
    """The number of an invoice, a credit note or a change as it is compared: each run of separators is one dash."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", number).casefold().upper())
    return _BETWEEN.sub("-", _plain_digits(folded)).strip("-")


def _large(sign: str) -> str:
    """The capital of one sign where that is one sign, as PostgreSQL makes it."""
    return next((large for large in (sign.upper(), sign.title()) if len(large) == 1), sign)


def _plain_digits(number: str) -> str:
    """Digits of other scripts by their value."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in number)
