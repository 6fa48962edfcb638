"""A follower's work: tell a contractor what a payment pays once it was sent, and that it holds no more once it did not arrive.

The advice is frozen and its mail written down by a verb of the company's own member; then its PDF is rendered and filed, for
which the mail waits.
"""

from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import FileValues, file_document
from counterfoil.foundation.documents.queries import rendering
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Via
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.payments.models import Payment
from counterfoil.lifecycle.payments.states import INITIATED
from counterfoil.lifecycle.remittances import actions
from counterfoil.lifecycle.remittances.models import Remittance
from counterfoil.lifecycle.remittances.printing import file_name, remittance_pdf
from counterfoil.lifecycle.remittances.queries import of_payment

from .batch import Batch
from .order_pdf import MEDIA_TYPE

KIND = "remittance_pdf"


def advise(entry: Entry, batch: Batch) -> None:
    """Advise of the payment that this entry sent, and file the PDF. Run again, it tells nobody anything twice.

    What is marked as paid was sent too, but where credit balances paid all of it: then there is no payment.
    """
    made, payment = _read(entry)
    if payment is None:
        return
    if made is None and payment.state in INITIATED:
        actions.advise(by=batch.member, at=batch.at, payment_id=payment.id, via=Via("follower", f"advise:{entry.id}"))
    _file(entry, batch)


def void(entry: Entry, batch: Batch) -> None:
    """Mark the advice of the payment that this entry ended as void, and file the PDF that says so."""
    made, payment = _read(entry)
    if made is None or payment is None:
        return
    if made.state == "stands":
        via = Via("follower", f"void:{entry.id}")
        actions.void_remittance(by=batch.member, at=batch.at, payment_id=payment.id, via=via)
    _file(entry, batch)


def _read(entry: Entry) -> tuple[Remittance | None, Payment | None]:
    with scope.reading(entry.company_id):
        payment: Payment | None = Payment.objects.within(entry.company_id).filter(id=entry.subject_id).first()
        return of_payment(entry.company_id, payment.id) if payment else None, payment


def _file(entry: Entry, batch: Batch) -> None:
    """File the PDF of the advice as it stands, where that is not done yet."""
    made, _payment = _read(entry)
    if made is None or _is_filed(made):
        return
    content = remittance_pdf(made, batch.member.company)
    values = FileValues(
        kind=KIND,
        name=file_name(made),
        media_type=MEDIA_TYPE,
        size=len(content),
        sha256=store.keep(entry.company_id, content),
        made_from=made.printed_sha256,
    )
    file_document(by=batch.member, at=batch.at, values=values, via=Via("follower", f"{KIND}:{entry.id}"))


def _is_filed(made: Remittance) -> bool:
    with scope.reading(made.company_id):
        return rendering(made.company_id, made.printed_sha256, MEDIA_TYPE) is not None
