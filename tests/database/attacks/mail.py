"""Mail goes to whom it was made for, once, as it was written; and an order was sent on the day that its mail or a person says."""

from ..siege import Attack
from .writing import ONE, copied, made, then, touched, updated

_MAIL, _TO, _TEMPLATE, _ORDER = "mail_message", "mail_recipient", "mail_mailtemplate", "orders_order"
_CLAIM = "state = 'sending', attempts = attempts + 1, claimed_at = now()"
_OWN_DOCUMENT = "an order that is in force is mailed, with its own document"
_OUTCOME = "what became of a mail is what became of its recipients"
_AFTER_ISSUE = "an order is sent after it was issued"
_FIRST = "an order was sent with its first mail at the latest"

MAIL = (
    Attack(
        "call a mail sent that no server has heard of",
        updated(_MAIL, "waiting_mail", "state = 'sent', sent_at = now()"),
        ("trigger message_sent", "trigger message_states"),
        "a mail went out once, when a server took it for somebody",
    ),
    Attack(
        "claim a mail without counting the attempt",
        updated(_MAIL, "waiting_mail", "state = 'sending', claimed_at = now()"),
        ("trigger message_sent",),
        "each claim is one attempt",
    ),
    Attack(
        "claim a mail for fewer than it was made for",
        then(
            made(_MAIL, "waiting_mail", "'number_of_recipients', 2"),
            touched(_MAIL, _CLAIM),
        ),
        ("trigger message_sent",),
        "a mail is claimed with all of its recipients",
    ),
    Attack(
        "call a mail sent while a recipient waits",
        updated(_MAIL, "sending_mail", "state = 'sent'"),
        ("trigger message_sent",),
        _OUTCOME,
    ),
    Attack(
        "call a mail failed that somebody has",
        then(
            updated(_TO, "sending_to", "state = 'accepted'"),
            updated(_MAIL, "sending_mail", "state = 'failed'"),
        ),
        ("trigger message_sent",),
        _OUTCOME,
    ),
    Attack(
        "call a mail sent without saying when",
        then(
            updated(_TO, "sending_to", "state = 'accepted'"),
            updated(_MAIL, "sending_mail", "state = 'sent'"),
        ),
        ("trigger message_sent",),
        "a mail that is sent says when",
    ),
    Attack(
        "send it once more",
        updated(_MAIL, "sent_mail", "state = 'waiting'"),
        ("trigger message_states",),
    ),
    Attack(
        "date a mail anew",
        updated(_MAIL, "sent_mail", "sent_at = sent_at - interval '1 day'"),
        ("trigger message_sent",),
        "a mail went out once, when a server took it for somebody",
    ),
    Attack("write another text", updated(_MAIL, "waiting_mail", "text = 'Pay here'"), ("trigger message_said",)),
    Attack(
        "begin with an attempt",
        copied(_MAIL, "waiting_mail", "'attempts', 1"),
        ("trigger message_sent",),
        "a mail begins before any attempt",
    ),
    Attack(
        "mail another document",
        copied(_MAIL, "waiting_mail", "'document_sha256', 'f'"),
        ("trigger message_of_order",),
        _OWN_DOCUMENT,
    ),
    Attack(
        "mail a draft",
        copied(_MAIL, "waiting_mail", "'order_id', %(draft)s, 'document_sha256', ''"),
        ("trigger message_of_order",),
        _OWN_DOCUMENT,
    ),
    Attack(
        "mail an order and call it an invitation",
        copied(_MAIL, "waiting_mail", "'kind', 'invitation'"),
        ("check message_kind",),
    ),
    Attack(
        "mail to eleven",
        copied(_MAIL, "waiting_mail", "'number_of_recipients', 11"),
        ("check message_recipients",),
    ),
    Attack(
        "begin another line of the head in the subject",
        copied(_MAIL, "waiting_mail", "'subject', E'Order\\nBcc: eve@evil.example'"),
        ("check message_subject_line",),
    ),
    Attack(
        "add somebody to a mail",
        copied(_TO, "waiting_to", "'address', 'eve@evil.example', 'position', 2"),
        ("trigger recipient_of_message",),
        "a mail goes to whom it was made for",
    ),
    Attack(
        "know of a recipient before the mail goes out",
        then(
            made(_MAIL, "waiting_mail", "'subject', 'Another'"),
            copied(_TO, "waiting_to", f"'message_id', '{ONE}', 'told', '250 ok'"),
        ),
        ("trigger recipient_of_message",),
        "nothing is known of a recipient before the mail goes out",
    ),
    Attack(
        "send it to somebody else",
        updated(_TO, "sending_to", "address = 'eve@evil.example'"),
        ("trigger recipient_said",),
    ),
    Attack(
        "begin another line of the head in an address",
        copied(_TO, "waiting_to", "'address', E'a@b.example\\nBcc: eve@evil.example', 'position', 2"),
        ("trigger recipient_of_message", "check recipient_address"),
    ),
    Attack(
        "have two in one place",
        copied(_TO, "waiting_to", "'address', 'eve@evil.example'"),
        ("trigger recipient_of_message", "unique recipient_place_once"),
    ),
    Attack(
        "send it to one address twice",
        copied(_TO, "waiting_to", "'position', 2"),
        ("trigger recipient_of_message", "unique recipient_once"),
    ),
    Attack(
        "say of a recipient that they have it before it went out",
        updated(_TO, "waiting_to", "state = 'accepted'"),
        ("trigger recipient_of_message",),
        "what became of a recipient is told while the mail is with the server",
    ),
    Attack(
        "let it come back before it was taken",
        updated(_TO, "sending_to", "state = 'bounced'"),
        ("trigger recipient_states",),
    ),
    Attack(
        "delete a mail",
        f"DELETE FROM {_MAIL} WHERE id = %(waiting_mail)s",
        (f"grant DELETE ON {_MAIL}", "key recipient_message_same_company"),
    ),
    Attack(
        "delete a recipient",
        f"DELETE FROM {_TO} WHERE id = %(sent_to)s",
        (f"grant DELETE ON {_TO}",),
    ),
    Attack(
        "read an attribute in a template",
        copied(_TEMPLATE, "mail_template", "'version', 2, 'text', '{number.__class__}'"),
        ("trigger mailtemplate_places",),
        "a template names what is put in, and does nothing else",
    ),
    Attack(
        "begin another line of the head in a template",
        copied(_TEMPLATE, "mail_template", "'version', 2, 'subject', E'Order\\nBcc: eve@evil.example'"),
        ("check mailtemplate_subject_line",),
    ),
    Attack(
        "have two templates of one version",
        copied(_TEMPLATE, "mail_template", "'text', 'Other'"),
        ("unique mailtemplate_version_once",),
    ),
    Attack(
        "rewrite a template", updated(_TEMPLATE, "mail_template", "text = 'Other'"), (f"grant UPDATE ON {_TEMPLATE}",)
    ),
)

SENT = (
    Attack(
        "send an order before it is issued",
        updated(_ORDER, "issued", "sent_on = issued_on - 1, sent_how = 'post'"),
        ("trigger order_sent",),
        _AFTER_ISSUE,
    ),
    Attack(
        "send a draft",
        updated(_ORDER, "draft", "sent_on = current_date, sent_how = 'post'"),
        ("trigger order_sent",),
        _AFTER_ISSUE,
    ),
    Attack(
        "begin as sent",
        copied(_ORDER, "draft", "'sent_on', '2026-03-02', 'sent_how', 'post'"),
        ("trigger order_sent",),
        _AFTER_ISSUE,
    ),
    Attack(
        "send an order in the future",
        updated(_ORDER, "issued", "sent_on = current_date + 2, sent_how = 'post'"),
        ("trigger order_sent",),
        "an order is not sent on a day that is still to come",
    ),
    Attack(
        "say that an order was mailed that was not",
        updated(_ORDER, "issued", "sent_on = issued_on, sent_how = 'mail'"),
        ("trigger order_sent",),
        _FIRST,
    ),
    Attack(
        "date an order after its first mail",
        updated(_ORDER, "mailed", "sent_on = sent_on + 1, sent_how = 'post'"),
        ("trigger order_sent",),
        _FIRST,
    ),
    Attack(
        "take back that an order was sent",
        updated(_ORDER, "mailed", "sent_on = null, sent_how = ''"),
        ("trigger order_sent",),
        "that an order was sent is not taken back",
    ),
    Attack(
        "send an order on no way that there is",
        updated(_ORDER, "issued", "sent_on = issued_on, sent_how = 'pigeon'"),
        ("check order_sent_how",),
    ),
)

LAWFUL_MAIL = (
    Attack("claim a mail", updated(_MAIL, "waiting_mail", _CLAIM), ()),
    Attack(
        "tell that a mail was taken",
        then(
            updated(_TO, "sending_to", "state = 'accepted', settled_at = now()"),
            updated(_MAIL, "sending_mail", "state = 'sent', sent_at = now()"),
        ),
        (),
    ),
    Attack("try it again later", updated(_MAIL, "sending_mail", "state = 'waiting', error = '451'"), ()),
    Attack("tell that it came back", updated(_TO, "sent_to", "state = 'bounced', told = 'No such user'"), ()),
    Attack("give a mail up", updated(_MAIL, "waiting_mail", "state = 'cancelled', error = 'Because'"), ()),
    Attack("word it anew", copied(_TEMPLATE, "mail_template", "'version', 2, 'text', 'Order {number}'"), ()),
    Attack("note that an order went by post", updated(_ORDER, "issued", "sent_on = issued_on, sent_how = 'post'"), ()),
)
