"""A file that somebody sends: kept in the store first, then read. What it says is believed by nobody yet."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from counterfoil.formats import ubl
from counterfoil.formats.ubl.documents import Document, Unreadable
from counterfoil.formats.ubl.parsing import LARGEST
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.values import ArrivedFile
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.refusals import Invalid, Reason
from counterfoil.foundation.kernel.values import parsed

UNREADABLE = {
    "too_large": _("It is larger than anything that is read here (%(detail)s)."),
    "not_xml": _("It is no XML document, whatever its name says (%(detail)s)."),
    "encoding": _("It is not written in the encoding that it declares (%(detail)s)."),
    "dtd": _("It declares a document type or entities; such a file is never read (%(detail)s)."),
    "too_deep": _("It is nested deeper than any document (%(detail)s)."),
    "unknown": _("It is no UBL document: its root is “%(detail)s”."),
    "incomplete": _("It lacks what every such document has: %(detail)s."),
    "figure": _("It has a figure that is none: %(detail)s."),
    "day": _("It has a day that is none: %(detail)s."),
}
"""What is said of a file that could not be read."""
_BROKEN = _("It breaks off, or is broken, in line %(line)s. Ask for the file again.")
_UNKNOWN_KIND = "file"
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Opened:
    """A file in the store, and the document in it."""

    file: ArrivedFile
    document: Document


@dataclass(frozen=True)
class Unopened:
    """A file in the store, and why there is no document in it."""

    file: ArrivedFile
    reason: Reason


def opened(company_id: UUID, name: str, content: bytes) -> Opened | Unopened:
    """Keep the bytes, then read them. What is too large is not even kept; its hash is."""
    if len(content) <= LARGEST:
        store.keep(company_id, content)
    try:
        document = ubl.read(content)
    except Unreadable as no:
        return Unopened(unread(name, content), _why_not(no, content))
    kind = " ".join(filter(None, ("UBL", document.version, document.name)))
    return Opened(_file(name, content, kind[:_LONGEST_NAME], document.number), document)


def unread(name: str, content: bytes) -> ArrivedFile:
    """What is said of a file that nobody looked into. Nothing is kept of it here."""
    return _file(name, content, _UNKNOWN_KIND, "")


def _why_not(no: Unreadable, content: bytes) -> Reason:
    line, place, _column = no.detail.partition(":")
    if no.key == "not_xml" and place:
        return Reason(no.key, _BROKEN, {"line": line})
    if not content:
        return Reason(no.key, _("It is empty."))
    return Reason(no.key, UNREADABLE[no.key], {"detail": no.detail or _size(content)})


def _size(content: bytes) -> str:
    """What can be said of a file in which nothing was found."""
    return ngettext("%(count)s byte", "%(count)s bytes", len(content)) % {"count": len(content)}


def _file(name: str, content: bytes, kind: str, number: str) -> ArrivedFile:
    facts = {
        "media_type": "application/xml" if kind != _UNKNOWN_KIND else "application/octet-stream",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "kind": kind,
    }
    try:
        return parsed(ArrivedFile, facts | {"name": _plain(name), "number": number})
    except Invalid:
        # A name or a number of signs that nobody sees: what the file is called here is up to us.
        return parsed(ArrivedFile, facts | {"name": _UNKNOWN_KIND, "number": number if document_number(number) else ""})


def _plain(name: str) -> str:
    """A name that any list can show: without folders, without what can't be printed, and not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign if sign.isprintable() else "?" for sign in last)[-_LONGEST_NAME:].strip() or _UNKNOWN_KIND
