"""What tests of mail begin with: a contractor with an address, an order that is sent, and a mail that somebody claimed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.queries import all_companies, system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail import actions as mail
from counterfoil.foundation.mail import queries
from counterfoil.foundation.mail.models import Message, Recipient
from counterfoil.foundation.mail.values import MailValues
from counterfoil.foundation.parties.actions import ContractorChanges, change_contractor
from counterfoil.foundation.parties.models import Contractor
from counterfoil.interfaces.jobs.containing import contained
from counterfoil.interfaces.jobs.mailing import deliver_of
from counterfoil.lifecycle.orders import actions as orders

from .cast import NOW, Cast

ADDRESS = "cleo@studio.example"


def addressed(cast: Cast, email: str = ADDRESS) -> None:
    """The contractor can be reached by mail."""
    with scope.reading(cast.company_id):
        if Contractor.objects.get(id=cast.contractor_id).email == email:
            return
    change_contractor(
        by=cast.olga,
        at=NOW,
        contractor_id=cast.contractor_id,
        changes=ContractorChanges.model_validate({"email": email}),
    )


def values(*recipients: str, **more: Any) -> MailValues:
    """A mail as Iris has it sent."""
    given = {"recipients": recipients or [ADDRESS], "subject": "Your order", "text": "Attached."}
    return MailValues.model_validate(given | more)


def sendable(cast: Cast) -> UUID:
    """An issued order of a contractor who has an address."""
    addressed(cast)
    return cast.issued()


def sent(cast: Cast, *recipients: str, order_id: UUID | None = None, again: bool = False) -> UUID:
    """The mail of an order that waits to go out."""
    order_id = order_id or sendable(cast)
    done = orders.send(by=cast.iris, at=NOW, order_id=order_id, mail=values(*recipients), again=again)
    return UUID(done["mail_id"])


def claimed(cast: Cast, *recipients: str, order_id: UUID | None = None) -> UUID:
    """A mail that is with the server now."""
    mail_id = sent(cast, *recipients, order_id=order_id)
    mail.claim(by=system_member(cast.company_id), at=NOW, mail_id=mail_id)
    return mail_id


def delivered(
    cast: Cast, *recipients: str, state: str = "accepted", at: Any = NOW, mail_id: UUID | None = None
) -> UUID:
    """A mail of which the server has said this of everybody."""
    mail_id = mail_id or claimed(cast, *recipients)
    outcomes = [{"recipient_id": one.id, "state": state, "told": "250 ok"} for one in recipients_of(cast, mail_id)]
    mail.deliver(by=system_member(cast.company_id), at=at, mail_id=mail_id, outcomes=outcomes)
    return mail_id


def message_of(cast: Cast, mail_id: UUID) -> Message:
    """The mail as it stands."""
    with scope.reading(cast.company_id):
        found: Message = Message.objects.within(cast.company_id).one(mail_id)
        return found


def recipients_of(cast: Cast, mail_id: UUID) -> list[Recipient]:
    """Whom it goes to, in their order."""
    with scope.reading(cast.company_id):
        return list(Recipient.objects.within(cast.company_id).filter(message_id=mail_id).order_by("position"))


def states_of(cast: Cast, mail_id: UUID) -> list[str]:
    """What became of each of them."""
    return [one.state for one in recipients_of(cast, mail_id)]


def deliver(clock: Callable[[], datetime]) -> int:
    """The turn of every company, one after the other, each contained as the job's are. How many mails were tried; nothing while
    no server is configured."""
    if not queries.stands():
        return 0
    return sum(contained("the mail", deliver_of, company_id, clock) for company_id, _slug, _sealed in all_companies())
