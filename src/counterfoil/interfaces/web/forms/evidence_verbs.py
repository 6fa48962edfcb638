"""The forms of evidence, and how one of them is read that accepts a part: a quantity for each piece that waits."""

from typing import Any

from django.utils.translation import gettext as _

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.evidence.values import AcceptedPiece

from ..wording import Wording
from .verb_forms import Post, forms_of

QUANTITY = "quantity-"
"""How the form's fields for a part of each piece begin; the piece's id follows."""


def _accepted(post: Post, words: Wording) -> dict[str, Any]:
    """All that waits, or, where the form names quantities, so much of each piece; an empty or zero one waits on."""
    named = [name for name in post if name.startswith(QUANTITY)]
    if not named:
        return {}
    pieces: list[AcceptedPiece] = []
    errors: dict[str, list[Any]] = {}
    for name in named:
        try:
            quantity = words.read(post[name]) if post[name].strip() else None
            if quantity:
                pieces.append(_piece(name, quantity))
        except ValueError as unreadable:
            errors[name] = [str(unreadable)]
        except Invalid as invalid:
            errors[name] = [said for sentences in invalid.fields.values() for said in sentences]
    if not pieces and not errors:
        errors[named[0]] = [_("Write how much is accepted, of one piece at least.")]
    if errors:
        raise Invalid(errors)
    return {"pieces": pieces, "reason": post.get("reason", "")}


def _piece(name: str, quantity: Any) -> AcceptedPiece:
    return parsed(AcceptedPiece, {"piece_id": name.removeprefix(QUANTITY), "quantity": quantity})


EVIDENCE = forms_of("submission", "piece", accept=_accepted)
