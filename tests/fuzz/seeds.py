"""What inputs are made from: the hand-written documents, and the real files where their folder is there."""

import os
from pathlib import Path

from ..formats.ubl.samples import RESPONSE, SAMPLES

_REAL = {
    "order": ["ubl21/UBL-Order-2*.xml"],
    "order_change": ["ubl21/UBL-OrderChange*.xml"],
    "order_cancellation": ["ubl21/UBL-OrderCancellation*.xml"],
    "despatch": ["ubl21/UBL-DespatchAdvice*.xml"],
    "receipt": ["ubl21/UBL-ReceiptAdvice*.xml"],
    "invoice": ["ubl21/UBL-Invoice-2*.xml", "en16931/ubl/*nvoice*.xml", "en16931/ubl/*example*.xml"],
    "credit_note": ["ubl21/UBL-CreditNote*.xml", "en16931/ubl/CreditNote*.xml", "en16931/ubl/*creditnote*.xml"],
    "other": ["ubl21/UBL-OrderResponse*.xml", "ubl21/UBL-Remittance*.xml", "cxml/*.xml", "facturx/xml/*.xml"],
}
READERS = tuple(SAMPLES)
"""Each kind of document that the reader of UBL reads, and those that are only named."""

_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'


def seeds(reader: str) -> list[str]:
    """Valid documents of a kind."""
    written = [SAMPLES[reader], _DECLARED + SAMPLES[reader]]
    if reader == "other":
        written.append(RESPONSE)
    folder = Path(os.environ.get("COUNTERFOIL_DATA", Path(__file__).parents[3] / "shared" / "data")) / "documents"
    return written + [file.read_text() for pattern in _REAL[reader] for file in sorted(folder.glob(pattern))]
