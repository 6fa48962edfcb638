"""Evidence: the page of one submission, and what is decided on it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.kernel import scope
from counterfoil.insight.payables.evidence import Shown, ShownPiece, shown
from counterfoil.insight.verbs.saying import Say

from ..forms.available import Attempt, ShownVerb, Suggested, doing, grouped, shown_verb
from ..forms.evidence_verbs import EVIDENCE, QUANTITY
from ..forms.verb_forms import Field
from ..session.member import MemberRequest, new_key, now, signed_in
from ..wording import Wording, wording


@signed_in
def submission(request: MemberRequest, submission_id: UUID) -> HttpResponse:
    """One submission: its pieces, its files, and what was decided."""
    return _page(request, submission_id)


def _page(
    request: MemberRequest, submission_id: UUID, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    with scope.reading(request.member.company_id):
        found = shown(request.member, submission_id, now())
    words = wording(request.member)
    context = {
        "shown": found,
        "order": found.order,
        "verbs": grouped(_shown_verbs(found, attempt, words)),
        "corrections": {one.piece.id: _correction(found, one, attempt) for one in found.pieces},
        "attempt": attempt,
        "key": new_key(),
        "here": "orders",
    }
    return render(request, "web/evidence.html", context, status=status)


def _shown_verbs(found: Shown, attempt: Attempt | None, words: Wording) -> list[ShownVerb]:
    own = found.submission.id
    shown_verbs = []
    for offered in found.verbs:
        verb = offered.verb.partition(".")[2]
        address = reverse("submission_do", args=[own, verb])
        whole = verb == "accept" and attempt is not None and attempt.verb == verb and not _in_parts(attempt)
        shown_verbs.append(
            shown_verb(EVIDENCE[verb], offered, address, own, attempt if verb != "accept" or whole else None)
        )
        if verb == "accept" and offered.allowed:
            shown_verbs.append(_in_part(found, attempt, address, shown_verbs[-1], words))
    return shown_verbs


def _in_part(found: Shown, attempt: Attempt | None, address: str, whole: ShownVerb, words: Wording) -> ShownVerb:
    """The same verb with a quantity for each piece that waits, and the reason for the rest."""
    fields = [Field(f"{QUANTITY}{one.piece.id}", _of_piece(one, words), "number") for one in found.waiting]
    because = Field("reason", _("Why not all of it?"), "long")
    form = replace(whole.form, say=Say(whole.words, icon="pencil"), fields=(*fields, because))
    whole_of = {f"{QUANTITY}{one.piece.id}": words.number(abs(one.piece.quantity)) for one in found.waiting}
    tried = attempt if attempt is not None and _in_parts(attempt) else None
    suggested, own = Suggested(whole_of), found.submission.id
    return shown_verb(form, whole.offered, address, own, tried, suggested, _("Accept a part"))


def _in_parts(attempt: Attempt) -> bool:
    return any(name.startswith(QUANTITY) for name in attempt.typed)


def _of_piece(one: ShownPiece, words: Wording) -> str:
    quantity = abs(one.piece.quantity)
    whole = f"{words.number(quantity)} {counted(one.ordered.unit, quantity)}"
    return _("Line %(n)s, of %(whole)s") % {"n": one.ordered.line.position, "whole": whole}


def _correction(found: Shown, one: ShownPiece, attempt: Attempt | None) -> ShownVerb | None:
    """The form that takes back a part of an accepted piece, where the member may and something stands of it."""
    if not one.correct.allowed:
        return None
    address = reverse("submission_do", args=[found.submission.id, "correct"])
    tried = attempt if attempt is not None and attempt.typed.get("piece_id") == str(one.piece.id) else None
    if tried is not None:
        tried = Attempt(tried.verb, one.piece.id, tried.typed, tried.errors, tried.reasons)
    hidden = Suggested(hidden={"piece_id": str(one.piece.id)})
    return shown_verb(EVIDENCE["correct"], one.correct, address, one.piece.id, tried, hidden)


def _to_submission(done: dict[str, Any], submission_id: UUID) -> str:
    """A correction is a submission of its own."""
    return reverse("submission", args=[done.get("submission_id", submission_id)])


do = doing(EVIDENCE, _page, "submission", after=_to_submission)
"""Accept, reject, withdraw or correct."""
