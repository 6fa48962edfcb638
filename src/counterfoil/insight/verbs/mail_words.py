"""The verbs in words by which orders and invitations are mailed, and it is said when an order was sent."""

from django.utils.translation import gettext_lazy as _

from .saying import Ask, Say

ORDER_MAIL = {
    "order.send": Say(
        _("Send by e-mail"),
        icon="send",
        ask={
            "recipients": Ask(_("To"), _("One address to a line, at most ten."), kind="lines"),
            "subject": _("Subject"),
            "text": Ask(_("Text"), kind="lines"),
            "again": _("It was sent before: send it once more"),
        },
        done=_("It is on its way. The record says when the mail server has taken it, and for whom."),
    ),
    "order.note_sent": Say(
        _("Note when it was sent"),
        icon="history",
        ask={
            "sent_on": Ask(_("On which day did it go out?"), _("Its date sent, from which payment terms can run.")),
            "sent_how": Ask(_("How?"), kind="choice"),
            "reason": Ask(_("Remark, if there is one"), _("As in a tracking number.")),
        },
        done=_("Noted. It is the order's date sent."),
    ),
}
"""They stand among the verbs of an order."""

WAYS = {
    "mail": _("by e-mail from here"),
    "post": _("by post"),
    "hand": _("by hand"),
    "elsewhere": _("by other means"),
}
"""How an order was sent, in words."""

MAIL = {
    "mail.claim": Say(_("Take a mail to send it")),
    "mail.deliver": Say(_("Tell what became of a mail")),
    "mail.bounce": Say(_("Note that a mail came back")),
    "mail.cancel": Say(_("Give up a mail")),
    "mail.withdraw": Say(
        _("Take the mail back"),
        icon="arrow-back-up",
        question=_("Take it back? Whoever does not have it yet is not sent it; the order can be sent again."),
        yes=_("Yes, take it back"),
        done=_("Taken back. It does not go out."),
    ),
    "invitation.send": Say(
        _("Mail a link"),
        icon="send",
        question=_(
            "A new link goes to their address, and works once, for two weeks. The one that they have now ends as the mail "
            "goes out."
        ),
        yes=_("Yes, mail it"),
        done=_("It is on its way. This page says when the mail server has taken it."),
    ),
    "mailtemplate.set": Say(
        _("Set this text"),
        icon="pencil",
        ask={
            "subject": _("Subject"),
            "text": Ask(
                _("Text"),
                _("Each {place} is replaced by what the order or the payment says. Nothing else is done with a text."),
            ),
        },
        done=_("It is set. What is mailed next begins with it, and what went out stays as it was."),
    ),
}
