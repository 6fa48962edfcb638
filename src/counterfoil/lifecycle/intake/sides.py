"""Which side of a document we are on, and whom it means: decided by identifiers, and never guessed. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.formats.ubl.documents import Party
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.marks import NAME, Mark, marked

BUYER, SELLER = "buyer", "seller"
OURSELVES = None
Known = Mapping[Mark, set[UUID | None]]
"""Whom each mark means: contractors, or ourselves. Of whoever is meant by a name, every mark that is noted is in it."""
_UNNAMED = "party"


@dataclass(frozen=True)
class Sides:
    """Who we are in a document, and which contractor stands on the other side, as far as that is known."""

    we_are: str = ""
    contractor_id: UUID | None = None
    reasons: Sequence[Reason] = ()


def marks_of(party: Party) -> list[Mark]:
    """Every name of a party as identities are kept, the stronger ones first; names come last.

    A number without a scheme is none: another sender gives it to somebody else.
    """
    strong = [marked(one.scheme[:40], one.value) for one in party.identifiers if one.scheme != _UNNAMED]
    names = [named(name) for name in (party.registered_name, party.name)]
    return [mark for mark in dict.fromkeys(strong + names) if mark[1]]


def named(name: str) -> Mark:
    """A name as identities are kept."""
    return marked(NAME, name)


def sides(buyer: Party, seller: Party, known: Known, we_are: str = "") -> Sides:
    """`we_are` is what somebody says for this call; without it, only what is known of ourselves decides."""
    bought_by, sold_by = _meant(buyer, known), _meant(seller, known)
    ours = we_are or _which(OURSELVES in bought_by, OURSELVES in sold_by)
    if not ours:
        sentence = _("We are neither its buyer (%(buyer)s) nor its seller (%(seller)s), as far as is known here.")
        return Sides(reasons=[Reason("neither_side", sentence, {"buyer": called(buyer), "seller": called(seller)})])
    if we_are == BUYER and OURSELVES in sold_by and OURSELVES not in bought_by:
        sentence = _("It was said that we are the buyer, and its seller %(seller)s is known as ourselves.")
        return Sides(reasons=[Reason("other_side", sentence, {"seller": called(seller)})])
    if ours == SELLER:
        sentence = _("We are its seller: clients' documents are not kept here yet.")
        return Sides(SELLER, reasons=[Reason("we_sell", sentence)])
    return _with(sold_by - {OURSELVES}, seller)


def _with(meant: set[UUID | None], seller: Party) -> Sides:
    if len(meant) == 1:
        return Sides(BUYER, next(iter(meant)))
    if not marks_of(seller):
        sentence = _("It names no seller by which one could be found or added.")
        return Sides(BUYER, reasons=[Reason("no_seller", sentence)])
    if not meant:
        sentence = _(
            "Its seller %(seller)s is no contractor that is known here. Add the contractor, then send it again."
        )
        return Sides(BUYER, reasons=[Reason("seller_unknown", sentence, {"seller": called(seller)})])
    sentence = _(
        "Its seller %(seller)s could be %(count)s contractors; nothing is guessed. "
        "Note its number with the right one, then send it again."
    )
    params = {"seller": called(seller), "count": len(meant)}
    return Sides(BUYER, reasons=[Reason("seller_unclear", sentence, params)])


def _which(buys: bool, sells: bool) -> str:
    if buys == sells:
        return ""
    return BUYER if buys else SELLER


def _meant(party: Party, known: Known) -> set[UUID | None]:
    """Whom the identifiers mean; the names only where no identifier is known, and nobody of whom another one is noted."""
    marks = marks_of(party)
    by_mark = _union(known[mark] for mark in marks if mark[0] != NAME and mark in known)
    if by_mark:
        return by_mark
    stated = {scheme for scheme, _value in marks} - {NAME}
    contradicted = _union(who for mark, who in known.items() if mark[0] in stated)
    return _union(known[mark] for mark in marks if mark[0] == NAME and mark in known) - contradicted


def _union(found: Iterable[set[UUID | None]]) -> set[UUID | None]:
    every: set[UUID | None] = set()
    return every.union(*found)


def called(party: Party) -> str:
    """What a party is called in a sentence."""
    return party.name or party.registered_name or next((one.value for one in party.identifiers), "?")
