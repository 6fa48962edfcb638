"""What the pictures show of files that arrive: the page that takes them, the log, and the record of a loaded order."""

from uuid import UUID

from django.utils import timezone

from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.intake.receiving import Sender, receive
from tests.cast import Cast
from tests.interfaces.web.papers import invoice, order

Scenes = dict[str, tuple[str, str, str]]
OPEN_FINDING = "document.querySelector('#record-findings details').open = true"


def arrival_scenes(cast: Cast) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    files = [
        ("order-900.xml", order(amount="90.00", currency="SEK", unit="XDR")),
        ("invoice-1.xml", invoice(charge="3.00", rounding="0.02")),
        ("invoice-1-again.xml", invoice(price="12.00")),
        ("x" * 180 + ".xml", b"no document at all"),
        *((f"invoice-{number}.xml", invoice(f"INV-{number}", "PO-901", f"{number}.00")) for number in range(20, 60)),
    ]
    sender = Sender(cast.fay, timezone.now(), Via("web", "pictures"), "buyer", add_parties=True)
    answers = receive(files, sender)
    loaded, ids = UUID(answers[0]["id"]), [answer["arrival"] for answer in answers]
    return {
        "receive": ("fay", "/receive", ""),
        "ourselves": ("fay", "/receive/as", ""),
        "receive-contractor": ("cleo", "/receive", ""),
        "received": ("fay", f"/arrivals?ids={','.join(ids[:4])}", ""),
        "arrivals": ("petra", "/arrivals", ""),
        "arrivals-empty": ("mallory", "/arrivals", ""),
        "arrivals-contractor": ("cleo", "/arrivals", ""),
        "arrival-order": ("fay", f"/arrivals/{ids[0]}", ""),
        "arrival-again": ("petra", f"/arrivals/{ids[2]}", ""),
        "arrival-nothing": ("fay", f"/arrivals/{ids[3]}", ""),
        "record-loaded": ("fay", f"/orders/{loaded}", OPEN_FINDING),
        "record-loaded-documents": ("otto", f"/orders/{loaded}?tab=documents", ""),
        "invoice-document": ("petra", f"/invoices/{answers[1]['id']}", ""),
    }
