"""The logo that is printed above orders. Letterhead and terms are set like anything else that a company says of itself."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.documents import actions
from counterfoil.foundation.documents.logos import arrived
from counterfoil.foundation.kernel.values import Name, Values

from ..answering import Key, done
from ..auth import member_of
from ..declaring import writes
from ..files import bytes_of
from ..settings_answers import LogoStored

router = Router(tags=["company"])


class LogoBody(Values):
    """A PNG or JPEG, its bytes in base64: what it is, they say."""

    name: Name
    content: str


@router.put("/logo", **writes("logo.upload", LogoStored))
def upload(request: HttpRequest, key: Key, body: LogoBody) -> HttpResponse:
    """Print this picture above the orders that are issued from now on. What is issued already keeps its own."""
    file = arrived(member_of(request), body.name, bytes_of(body.content, "content"))
    return done(request, key, actions.upload_logo, file=file)
