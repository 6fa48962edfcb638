"""verify finds an advice that says something else than its payment."""

import pytest

from counterfoil.insight.verify.books import verify

from ..cast import Cast
from ..mailing import sent
from ..remitting import advised, remittance_of, voided, with_set_off
from .tampering import OFF, Behind, sentences

pytestmark = pytest.mark.django_db(transaction=True)
_TABLE = "remittances_remittance"


def test_what_the_verbs_did_agrees(cast: Cast) -> None:
    advised(cast, with_set_off(cast))
    assert verify(cast.company_id).findings == []


def test_a_void_one_agrees(cast: Cast) -> None:
    voided(cast)
    assert verify(cast.company_id).findings == []


@pytest.mark.req(161)
def test_another_sum_is_found(cast: Cast, behind: Behind) -> None:
    made = remittance_of(cast, advised(cast))
    told = "replace(content, '1000.00', '1.00')"
    behind(OFF.format(_TABLE, f"UPDATE {_TABLE} SET content = {told} WHERE id = '{made.id}'"))
    found = sentences(cast.company_id)
    assert f"remittance: the advice of payment {made.payment_id} does not add up to its 1000" in "\n".join(found)
    assert f"remittance: the advice of payment {made.payment_id} is not what its hash is of" in found


def test_a_void_one_of_a_payment_that_stands_is_found(cast: Cast, behind: Behind) -> None:
    made = remittance_of(cast, advised(cast))
    void = "state = 'void', voided_at = now(), void_on = '2026-03-02', void_sha256 = repeat('a', 64)"
    behind(OFF.format(_TABLE, f"UPDATE {_TABLE} SET {void} WHERE id = '{made.id}'"))
    found = sentences(cast.company_id)
    assert f"remittance: the advice of payment {made.payment_id} is void, and the payment is initiated" in found
    assert f"remittance: the void advice of payment {made.payment_id} has another hash" in found
    assert any(one.startswith(f"state: advice of payment {made.payment_id}") for one in found)


def test_a_mail_that_tells_of_no_advice_is_found(cast: Cast, behind: Behind, settings: object) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True  # type: ignore[attr-defined]
    mail_id = sent(cast)
    changes = "kind = 'remittance', order_id = null, payment_id = gen_random_uuid()"
    behind(OFF.format("mail_message", f"UPDATE mail_message SET {changes} WHERE id = '{mail_id}'"))
    assert f"lost id: mail {mail_id} tells of a payment that was not advised of" in sentences(cast.company_id)
