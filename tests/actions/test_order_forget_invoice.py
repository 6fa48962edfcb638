"""order.forget_invoice: what is noted of the invoice to come is taken off."""

from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .ordering import order_of
from .test_order_note_invoice import note
from .verb import Given, VerbTests, refused


class TestOrderForgetInvoice(VerbTests):
    verb, who = "order.forget_invoice", "rita"

    def given(self, cast: Cast) -> Given:
        order_id = cast.issued()
        note(cast, order_id)
        return {"order_id": order_id}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


def test_it_is_taken_off_once(cast: Cast) -> None:
    order_id = cast.issued()
    note(cast, order_id)
    orders.forget_invoice(by=cast.petra, at=NOW, order_id=order_id)
    order = order_of(cast, order_id)
    assert (order.noted_number, order.noted_on, order.noted_amount) == (None, None, None)
    again = refused(cast, lambda: orders.forget_invoice(by=cast.petra, at=NOW, order_id=order_id))
    assert again == ["nothing_noted"]
