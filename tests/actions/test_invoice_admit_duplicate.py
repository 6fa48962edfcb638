"""invoice.admit_duplicate: a second person says that it is another one after all."""

from functools import partial
from uuid import UUID

from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast
from .billing import invoice_of, received
from .loading import billed, loaded
from .verb import WHY, Given, VerbTests, refused


class TestInvoiceAdmitDuplicate(VerbTests):
    verb, who = "invoice.admit_duplicate", "fay"

    def given(self, cast: Cast) -> Given:
        order_id = cast.issued()
        received(cast, order_id)
        return {"arrival_id": UUID(received(cast, order_id)["id"]), "reason": WHY}


def test_never_by_who_entered_it(cast: Cast) -> None:
    order_id = cast.issued()
    received(cast, order_id)
    twice = UUID(received(cast, order_id)["id"])
    admit = partial(matching.admit_duplicate, by=cast.petra, at=NOW, arrival_id=twice, reason=WHY)
    assert refused(cast, admit) == ["own_invoice"]


def test_once_and_only_while_the_first_stands(cast: Cast) -> None:
    order_id = cast.issued()
    received(cast, order_id)
    given = {"arrival_id": UUID(received(cast, order_id)["id"]), "reason": WHY}
    made = matching.admit_duplicate(by=cast.fay, at=NOW, **given)
    assert invoice_of(cast, made["id"]).copy == 1
    assert refused(cast, lambda: matching.admit_duplicate(by=cast.fay, at=NOW, **given)) == ["admitted"]


def test_not_when_nothing_of_its_number_stands(cast: Cast) -> None:
    order_id = cast.issued()
    first = UUID(received(cast, order_id)["id"])
    given = {"arrival_id": UUID(received(cast, order_id)["id"]), "reason": WHY}
    matching.void(by=cast.petra, at=NOW, invoice_id=first, reason=WHY)
    assert refused(cast, lambda: matching.admit_duplicate(by=cast.fay, at=NOW, **given)) == ["no_duplicate"]


def test_a_document_is_admitted_again_once_what_was_made_of_it_is_void(cast: Cast) -> None:
    """The same bytes make something twice only where a second person says so each time."""
    loaded(cast)
    billed(cast)
    given = {"arrival_id": UUID(billed(cast)["id"]), "reason": WHY}
    made = matching.admit_duplicate(by=cast.fay, at=NOW, **given)
    matching.void(by=cast.petra, at=NOW, invoice_id=UUID(made["id"]), reason=WHY)
    again = matching.admit_duplicate(by=cast.fay, at=NOW, **given)
    assert invoice_of(cast, again["id"]).is_document and again["id"] != made["id"]
