"""A contractor is told of a payment that was sent, once, with what it pays; and it holds no more only where it did not arrive."""

from ..siege import Attack
from .writing import copied, updated

TABLES = ("remittances_remittance",)
_ADVICE, _MAIL = "remittances_remittance", "mail_message"
_HASHED = "'sha256', encode(sha256(convert_to({0}, 'UTF8')), 'hex'), 'content', {0}"
_OTHER = "replace(content, '\"amount\":\"' || (content::jsonb->>'amount'), '\"amount\":\"1.00')"
_VOID = "state = 'void', voided_at = now(), void_on = current_date, void_sha256 = repeat('a', 64)"
_SENT = "a payment that was sent is advised of, and no other"
_ADDS_UP = "an advice adds up to its payment"
_AS_IT_STANDS = "a payment is told of by its own advice, as it stands"
_FRESH_MAIL = "'state', 'waiting', 'attempts', 0, 'claimed_at', null, 'sent_at', null"
_OF_PAYMENT = f"'kind', 'remittance', 'order_id', null, 'payment_id', %(sent_payment)s, {_FRESH_MAIL}"


def _told(document: str, kind: str = "remittance") -> str:
    said = f"{_OF_PAYMENT}, 'document_sha256', {document}".replace("'remittance'", f"'{kind}'")
    return copied(_MAIL, "waiting_mail", said)


REMITTANCES = (
    Attack(
        "advise of a payment that was not sent",
        copied(_ADVICE, "advice", "'payment_id', %(partly_payment)s"),
        ("trigger remittance_of_payment",),
        _SENT,
    ),
    Attack(
        "advise of a payment twice",
        copied(_ADVICE, "advice", "'version', 1"),
        ("unique remittance_once",),
    ),
    Attack(
        "advise of other sums",
        copied(_ADVICE, "advice", f"'payment_id', %(paid_payment)s, {_HASHED.format(_OTHER)}"),
        ("trigger remittance_of_payment",),
        _ADDS_UP,
    ),
    Attack(
        "advise of what its hash is not of",
        copied(_ADVICE, "advice", "'payment_id', %(paid_payment)s, 'sha256', repeat('a', 64)"),
        ("trigger remittance_of_payment",),
        "an advice is hashed as it stands",
    ),
    Attack(
        "begin as void",
        copied(_ADVICE, "advice", "'payment_id', %(paid_payment)s, 'state', 'void'"),
        ("trigger remittance_of_payment", "trigger remittance_states", "check remittance_void_dated"),
    ),
    Attack(
        "say something else",
        updated(_ADVICE, "advice", "content = '{}'"),
        ("trigger remittance_stands",),
    ),
    Attack(
        "make the advice of a payment void that stands",
        updated(_ADVICE, "advice", _VOID),
        ("trigger remittance_of_payment",),
        "the payment is initiated, so its advice stands",
    ),
    Attack(
        "make an advice void without a day",
        updated(_ADVICE, "failed_advice", "state = 'void', voided_at = now()"),
        ("check remittance_void_dated",),
    ),
    Attack(
        "let a void advice stand again",
        updated(_ADVICE, "void_advice", "state = 'stands', voided_at = null, void_on = null, void_sha256 = ''"),
        ("trigger remittance_states", "trigger remittance_void"),
    ),
    Attack(
        "date a void advice anew",
        updated(_ADVICE, "void_advice", "void_on = void_on - 1"),
        ("trigger remittance_void",),
    ),
    Attack(
        "delete an advice",
        f"DELETE FROM {_ADVICE} WHERE id = %(advice)s",
        (f"grant DELETE ON {_ADVICE}",),
    ),
    Attack(
        "mail another paper than the advice",
        _told("repeat('a', 64)"),
        ("trigger message_of_remittance",),
        _AS_IT_STANDS,
    ),
    Attack(
        "mail that a payment failed that stands",
        _told(f"(SELECT sha256 FROM {_ADVICE} WHERE id = %(advice)s)", "remittance_void"),
        ("trigger message_of_remittance",),
        _AS_IT_STANDS,
    ),
    Attack(
        "mail an advice of nothing",
        copied(_MAIL, "waiting_mail", f"'kind', 'remittance', 'order_id', null, {_FRESH_MAIL}"),
        ("trigger message_of_remittance", "check message_kind"),
    ),
    Attack(
        "word mails of a kind that there is not",
        copied("mail_mailtemplate", "mail_template", "'kind', 'spam', 'version', 2"),
        ("check mailtemplate_kind",),
    ),
)

LAWFUL_REMITTANCES = (
    Attack("make the advice of a failed payment void", updated(_ADVICE, "failed_advice", _VOID), ()),
    Attack("mail an advice", _told(f"(SELECT sha256 FROM {_ADVICE} WHERE id = %(advice)s)"), ()),
)
