"""verify finds what mail does not bear out: outcomes without an entry, dates sent without a mail, and a mail to somebody more."""

import pytest

from counterfoil.insight.verify.books import verify

from ..cast import Cast
from ..mailing import claimed, delivered, message_of, sent
from .tampering import OFF, Behind, sentences

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _server(settings: object) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True  # type: ignore[attr-defined]


def test_what_the_verbs_did_agrees(cast: Cast) -> None:
    sent(cast), claimed(cast), delivered(cast), delivered(cast, state="perhaps")
    assert verify(cast.company_id).findings == []


@pytest.mark.req(135)
def test_a_state_that_no_entry_leads_to_is_found(cast: Cast, behind: Behind) -> None:
    mail_id = claimed(cast)
    behind(
        OFF.format("mail_message", f"UPDATE mail_message SET state = 'sent', sent_at = now() WHERE id = '{mail_id}'")
    )
    told = sentences(cast.company_id)
    assert f"state: mail {mail_id} is sent, and its entries lead to sending" in told
    assert f"mail: mail {mail_id} is sent, and its recipients say otherwise" in told


@pytest.mark.req(135)
def test_a_date_sent_that_no_mail_bears_out_is_found(cast: Cast, behind: Behind) -> None:
    order_id = message_of(cast, delivered(cast)).order_id
    behind(OFF.format("orders_order", f"UPDATE orders_order SET sent_on = sent_on + 1 WHERE id = '{order_id}'"))
    assert any(
        "says it was sent on 2026-03-03, and its first mail went out on 2026-03-02" in one
        for one in sentences(cast.company_id)
    )


def test_a_recipient_more_than_it_was_made_for_is_found(cast: Cast, behind: Behind) -> None:
    mail_id = sent(cast)
    more = (
        "INSERT INTO mail_recipient SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), "
        f"'address', 'eve@evil.example', 'position', 2))).* FROM mail_recipient t WHERE message_id = '{mail_id}'"
    )
    behind(OFF.format("mail_recipient", more))
    assert f"mail: mail {mail_id} is for 1 recipients, and has 2" in sentences(cast.company_id)
