"""A reader and what is made of it: read a document, and say it in the words of our own verbs, as far as values go."""

import os

import django

from counterfoil.formats.ubl import documents as ubl
from counterfoil.formats.ubl import read
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Invalid

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterfoil.config.settings")
os.environ.setdefault("COUNTERFOIL_SECRET_KEY", "no page is served here " * 3)
os.environ.setdefault("DATABASE_URL", "postgresql:///nothing-is-asked-of-it")
django.setup()

from counterfoil.lifecycle.intake import translating  # noqa: E402
from counterfoil.lifecycle.intake.sides import marks_of, sides  # noqa: E402

_SELLER = new_id()
_SAID = {
    ubl.ORDER: lambda document: translating.load_values(document, _SELLER),
    ubl.ORDER_CHANGE: translating.restate_values,
    ubl.DESPATCH: translating.delivery_values,
    ubl.RECEIPT: translating.delivery_values,
    ubl.INVOICE: lambda document: translating.invoice_values(document, _SELLER),
    ubl.CREDIT_NOTE: lambda document: translating.invoice_values(document, _SELLER),
}


def said(content: bytes) -> None:
    """Raises Unreadable. What can't be kept is told with its fields; nothing else may come out."""
    document = read(content)
    sides(document.buyer, document.seller, {mark: {_SELLER} for mark in marks_of(document.seller)})
    try:
        if document.kind in _SAID:
            _SAID[document.kind](document)
    except Invalid as invalid:
        if not invalid.fields:
            raise AssertionError("it is invalid, and nobody says where") from invalid
