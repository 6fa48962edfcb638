"""verify reckons again what was chosen for offers and job posts: what says otherwise than that, or than its orders, is found."""

from uuid import UUID

import pytest

from counterfoil.insight.verify.books import verify

from ..actions.choosing import choose, wait_for
from ..actions.hiring import drafted
from ..actions.sharing import shared
from ..cast import Cast
from .tampering import OFF, Behind, sentences

pytestmark = pytest.mark.django_db(transaction=True)
_OFFER = "engagements_offer"


@pytest.fixture
def chosen(cast: Cast) -> UUID:
    """A draft that draws on an order, and one that waits for one."""
    shared(cast)
    offer_id = drafted(cast)
    choose(cast, offer_id)
    wait_for(cast, drafted(cast))
    return offer_id


def found(cast: Cast, behind: Behind, says: str) -> list[str]:
    """What verify says once somebody has written past every guard."""
    behind(OFF.format(_OFFER, f"UPDATE {_OFFER} SET {says} WHERE order_choice = 'order'"))
    return list(sentences(cast.company_id))


def test_what_the_verbs_did_agrees(cast: Cast, chosen: UUID) -> None:
    assert verify(cast.company_id).findings == []


@pytest.mark.req(11)
@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ("order_number = 'ANOTHER'", "says otherwise of its purchase order than was chosen for it"),
        ("order_choice = 'later', order_number = ''", "says otherwise of its purchase order than was chosen for it"),
        ("order_open = false", "says otherwise than its orders whether one stands for it"),
        (
            "order_chooser_id = (SELECT id FROM companies_member WHERE name = 'Olga')",
            "names another than who chose its purchase order",
        ),
    ],
)
def test_an_offer_that_says_otherwise_is_found(
    cast: Cast, chosen: UUID, behind: Behind, says: str, sentence: str
) -> None:
    assert any(sentence in one for one in found(cast, behind, says))
