"""A file that lies in the store: what every door says of it."""

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field, field_validator

from counterfoil.foundation.kernel.values import Digest, Name, Quoted, Values, problem


class KeptFile(Values):
    """A file that lies in the store already."""

    name: Name
    media_type: Name
    size: Annotated[int, Field(ge=0)]
    sha256: Digest

    @field_validator("name")
    @classmethod
    def _no_folder(cls, name: str) -> str:
        if "/" in name or "\\" in name:
            raise problem("file_name", _("A file's name is without its folders."))
        return name


class ArrivedFile(KeptFile):
    """A file that somebody sent us, with what it says that it is: its kind by name, and its own number.

    One that waited for its order is `waiting` as that arrival.
    """

    kind: Name
    number: Quoted = ""
    waiting: UUID | None = None


class LogoFile(KeptFile):
    """A file that somebody sent as a logo: how many points it has, none where it is no picture that can be shown, and whether its
    colours are those of a press."""

    width: Annotated[int, Field(ge=0)] = 0
    height: Annotated[int, Field(ge=0)] = 0
    for_press: bool = False
