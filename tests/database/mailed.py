"""Mail in each of its states, so that raw SQL has something to attack."""

from typing import Any
from uuid import UUID

from django.test import override_settings

from counterfoil.foundation.mail.actions import TemplateValues, set_template

from ..cast import NOW, Cast
from ..mailing import claimed, delivered, message_of, recipients_of, sent

TABLES = ("mail_message", "mail_recipient", "mail_mailtemplate")


def mailed(cast: Cast) -> dict[str, Any]:
    """One mail that waits, one that is with the server, one that was sent, each with its recipient; and a template."""
    with override_settings(COUNTERFOIL_MAIL_STANDS=True):
        made = {"waiting_mail": sent(cast), "sending_mail": claimed(cast), "sent_mail": delivered(cast)}
    names: dict[str, Any] = dict(made)
    for name, mail_id in made.items():
        names[name.replace("mail", "to")] = recipients_of(cast, mail_id)[0].id
    names["mailed"] = message_of(cast, made["sent_mail"]).order_id
    values = TemplateValues(subject="Order {number}", text="Attached.")
    names["mail_template"] = UUID(set_template(by=cast.olga, at=NOW, values=values)["id"])
    return names
