"""Files within a request's body: their bytes in base64."""

from base64 import b64decode
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import StringConstraints

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import Name, Values

MOST_BYTES = 5 * 1024 * 1024
_MEDIA_TYPE = r"^[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,126}$"


class FileBody(Values):
    """A file, its bytes in base64: at most 5 MB of them, and no body of a request may be larger either."""

    name: Name
    media_type: Annotated[str, StringConstraints(pattern=_MEDIA_TYPE)]
    content: str


def bytes_of(content: str, where: str) -> bytes:
    """The bytes that stand at this place of the body. Raises Invalid."""
    try:
        found = b64decode(content, validate=True)
    except ValueError:
        raise Invalid({where: [_("This is no base64.")]}) from None
    if len(found) > MOST_BYTES:
        raise Invalid({where: [_("A file has at most %(most)s bytes.") % {"most": MOST_BYTES}]})
    return found
