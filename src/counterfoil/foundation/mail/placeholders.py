"""Texts with named places: {number} is put in as it is, and nothing else is read, called or looked up."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason

ORDER_PLACES = (
    "number",
    "contractor_code",
    "title",
    "contractor",
    "company",
    "total",
    "issued_on",
    "starts_on",
    "ends_on",
    "sender",
)
"""What the mail of an order can name."""
REMITTANCE_PLACES = ("contractor", "company", "amount", "reference", "initiated_on", "invoices", "orders")
"""What the mail of a remittance advice can name."""
PLACES = {"order": ORDER_PLACES, "remittance": REMITTANCE_PLACES}
"""What each mail that a company can word for itself can name."""
INVITATION_PLACES = ("link",)
"""What is put into the mail of an invitation as it goes out, and is kept nowhere."""
_PLACE = re.compile(r"\{([a-z_]+)\}")


def places_by_kind() -> list[str]:
    """All of them, each with its kind before it: as the database is told them."""
    return [f"{kind}.{place}" for kind, places in PLACES.items() for place in places]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each place filled once: what is put in is not read again. A place without a value stays as it is."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def stray(text: str, known: Sequence[str]) -> list[Reason]:
    """Every brace that is no place of these: names that are not known, and whatever else braces could be meant to do."""
    unknown = [one for one in dict.fromkeys(_PLACE.findall(text)) if one not in known]
    reasons = [
        Reason(
            "unknown_place",
            _("There is nothing called {%(name)s} to put in. These can be: %(known)s."),
            {"name": one, "known": ", ".join(f"{{{name}}}" for name in known)},
        )
        for one in unknown
    ]
    if re.search(r"[{}]", _PLACE.sub("", text)):
        sentence = _(
            "A template names what is put in, such as {number}, and does nothing else: it reads no file, calls nothing and "
            "looks nothing up. Take the other braces out."
        )
        reasons.append(Reason("no_mere_place", sentence))
    return reasons
