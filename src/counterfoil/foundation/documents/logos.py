"""A company's logo as it arrives: looked at before it is kept, whichever door it comes by."""

from dataclasses import asdict

from counterfoil.formats import pictures
from counterfoil.foundation.companies.models import Member

from . import store
from .models import MOST_LOGO
from .values import LogoFile


def arrived(by: Member, name: str, content: bytes) -> LogoFile:
    """What came as a logo. Its bytes are kept where they may become one; of all else only what it is goes on, to be refused."""
    picture = pictures.read(content) if 0 < len(content) <= MOST_LOGO else None
    facts = {"name": name, "size": len(content), "media_type": "application/octet-stream", "sha256": ""}
    if picture is None:
        return LogoFile.model_validate(facts)
    facts |= asdict(picture)
    if by.may("logo.upload") and picture.pixels <= pictures.MOST_PIXELS and not picture.for_press:
        facts["sha256"] = store.keep(by.company_id, content)
    return LogoFile.model_validate(facts)
