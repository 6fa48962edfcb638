"""What a text in a search may mean beside words: an amount, however its thousands and decimals are written, or an id."""

import re
from decimal import Decimal
from uuid import UUID

_FIGURE = re.compile(r"\d{1,3}(?:[.,'\u2019\u00a0 ]\d{3})*(?:[.,]\d{1,4})?|\d+(?:[.,]\d{1,4})?")


def amounts_meant(text: str) -> list[Decimal]:
    """The amounts that a text can mean: `1.234,56` and `1234.56` are one, `1.234` may be either of two."""
    bare = re.sub(r"^[A-Za-z]{3}\s+|\s+[A-Za-z]{3}$", "", text.strip())
    if not _FIGURE.fullmatch(bare):
        return []
    whole, last = re.sub(r"\D", "", bare), max(bare.rfind("."), bare.rfind(","))
    found = []
    if last == -1 or len(bare) - last == 4:
        found.append(Decimal(whole))
    if last != -1 and not (len(bare) - last == 4 and bare.count(bare[last]) > 1):
        decimals = len(bare) - last - 1
        found.append(Decimal(whole).scaleb(-decimals))
    return found


def id_meant(text: str) -> UUID | None:
    """The id that a text is, if it is one."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None
