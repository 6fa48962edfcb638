"""The signed file of a contract. Everything else that is done with one is an operation like any other."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import StringConstraints

from counterfoil.foundation.documents import allowance, store
from counterfoil.foundation.kernel.values import Day, Name, Values, parsed
from counterfoil.lifecycle.engagements import actions
from counterfoil.lifecycle.engagements.contract_values import SignedFile

from ..answering import IfMatchWanted, Key, done, version_of
from ..auth import member_of
from ..declaring import writes
from ..files import bytes_of
from ..hiring_answers import OfferShown

router = Router(tags=["contracts"])
MediaType = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,126}$")]


class SignedBody(Values):
    """The file that was signed, its bytes in base64; the day, and by whom."""

    name: Name
    media_type: MediaType = "application/pdf"
    content: str
    signed_on: Day
    signers: Name


@router.post("/{contract_id}/sign", **writes("contract.sign", OfferShown, versioned=True))
def sign(
    request: HttpRequest, contract_id: UUID, key: Key, body: SignedBody, version: IfMatchWanted = None
) -> HttpResponse:
    """Store the signed file with its hash, the day and the signers. From here what the contract allows stands still."""
    by, content = member_of(request), bytes_of(body.content, "content")
    allowance.taken(by, timezone.now(), [len(content)])
    kept = {"size": len(content), "sha256": store.keep(by.company_id, content)}
    file = parsed(SignedFile, body.model_dump(exclude={"content"}) | kept)
    answer = done(request, key, actions.sign_contract, contract_id=contract_id, file=file, version=version_of(version))
    allowance.given_back(by, timezone.now(), [len(content)])
    return answer
