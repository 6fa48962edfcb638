"""Files that come with a form: kept in the store at once, and carried on where the form has to be shown again."""

import re
from collections.abc import Sequence
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents import allowance, store
from counterfoil.foundation.documents.values import KeptFile
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.evidence.values import MOST_FILES

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,126}\Z")
_LONGEST_NAME = 200


def kept(by: Member, uploaded: Sequence[Any], carried: Sequence[str]) -> list[KeptFile]:
    """The files that were sent now, and those of an earlier try. A file without a row is normal after a refusal.

    Raises Invalid for too many, Refused where too many came to nothing today; what was carried and not signed for this
    member is not there.
    """
    if len(uploaded) + len(carried) > MOST_FILES:
        raise Invalid({"files": [_("At most %(most)s files come with one submission.") % {"most": MOST_FILES}]})
    allowance.taken(by, timezone.now(), [file.size for file in uploaded])
    return [*_carried(by, carried), *(_keep(by, file) for file in uploaded)]


def claimed(by: Member, files: Sequence[KeptFile]) -> None:
    """Something was made of these files: they count no more against whoever sent them."""
    allowance.given_back(by, timezone.now(), [file.size for file in files])


def carry(by: Member, file: KeptFile) -> str:
    """A kept file as a hidden field: signed, or anybody could claim another file by its hash."""
    return signing.dumps(file.model_dump(), salt=_salt(by))


def _carried(by: Member, texts: Sequence[str]) -> list[KeptFile]:
    found = []
    for text in texts:
        try:
            found.append(parsed(KeptFile, signing.loads(text, salt=_salt(by))))
            if not store.still_there(by.company_id, found[-1].sha256):
                raise signing.BadSignature
        except signing.BadSignature:
            raise Invalid({"files": [_("Choose the files once more.")]}) from None
    return found


def _keep(by: Member, file: Any) -> KeptFile:
    content = file.read()
    given = file.content_type or ""
    facts = {
        "name": file.name[-_LONGEST_NAME:],
        "media_type": given if _MEDIA_TYPE.match(given) else "application/octet-stream",
        "size": len(content),
        "sha256": store.keep(by.company_id, content),
    }
    try:
        return parsed(KeptFile, facts)
    except Invalid as invalid:
        said: list[Any] = [sentence for sentences in invalid.fields.values() for sentence in sentences]
        raise Invalid({"files": said}) from None


def _salt(by: Member) -> str:
    return f"counterfoil.evidence.{by.id}"
