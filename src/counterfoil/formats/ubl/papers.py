"""What a bill is: by its type code (UNTDID 1001), else by its profile, and by its root element only where it says nothing.

A code that is not listed claims nothing: a person says what it is.
"""

import re
from collections.abc import Mapping

from .documents import CORRECTION, CREDIT_NOTE, FILED, INVOICE, UNCLEAR
from .elements import Element

_CODES: Mapping[str, str] = {
    INVOICE: "80 82 84 326 331 380 382 383 385 387 388 389 390 393 394 395 456 527 575 623 633 780 875 876 877",
    CREDIT_NOTE: "81 83 261 262 296 381 396 420 458 532",
    CORRECTION: "384",
    FILED: "71 130 325 386 751",
}
_MEANS = {code: what for what, codes in _CODES.items() for code in codes.split()}
_WORDS = {"salesinvoice": INVOICE, "invoice": INVOICE, "commercialinvoice": INVOICE, "creditnote": CREDIT_NOTE}
"""What UBL 2.0 wrote in place of a code."""
_ROOTS = {"Invoice": INVOICE, "CreditNote": CREDIT_NOTE}
_CLAIMS_NOTHING = {"325": "pro_forma", "386": "advance", "71": "request", "130": "information", "751": "information"}
_PROFILES = {
    "pro_forma": "pro.?forma",
    "reminder": "remind|dunning|mahnung",
    "request": "payment.?request|request.?for.?payment",
}


def type_code(root: Element) -> str:
    """The code, or the word, with which a bill says what it is."""
    return root.text("InvoiceTypeCode") or root.text("CreditNoteTypeCode")


def paper(root: Element) -> str:
    """What a bill is, whatever its root is called."""
    return FILED if claims_nothing(root) else meaning(type_code(root), root.name)


def claims_nothing(root: Element) -> str:
    """As what a bill asks for nothing that is paid: pro_forma, copy, reminder, request, information or advance; else empty.

    A copy shows what was billed already, and a reminder asks for it once more: paid, either is paid twice.
    """
    if root.text("CopyIndicator").lower() in ("true", "1"):
        return "copy"
    if known := _CLAIMS_NOTHING.get(type_code(root)):
        return known
    profile = f"{root.text('ProfileID')} {root.text('CustomizationID')}"
    return next((what for what, words in _PROFILES.items() if re.search(words, profile, re.IGNORECASE)), "")


def meaning(code: str, root: str) -> str:
    """What a code says; where there is none, what the root is called."""
    if not code:
        return _ROOTS.get(root, UNCLEAR)
    return _MEANS.get(code) or _WORDS.get(re.sub(r"[\W_]", "", code).lower(), UNCLEAR)


def contradicts(code: str, root: str) -> bool:
    """Whether a bill is written as what its code says that it is not."""
    takes_off = {what: what == CREDIT_NOTE for what in (INVOICE, CORRECTION, CREDIT_NOTE)}
    says, looks = meaning(code, root), _ROOTS.get(root, UNCLEAR)
    return says in takes_off and looks in takes_off and takes_off[says] != takes_off[looks]
