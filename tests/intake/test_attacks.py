"""What somebody tries who may send files and nothing else: each attempt, and what stays as it was."""

from typing import Any

import pytest

from counterfoil.foundation.parties.actions import identify
from counterfoil.lifecycle.intake import translating

from ..actions.loading import arrivals
from ..cast import NOW, Cast
from ..formats.ubl.samples import DESPATCH, ORDER, ORDER_CHANGE, PRICE, changed
from .conftest import Send

HUGE = changed(
    changed(changed(ORDER_CHANGE, ">100.00<", ">999999999999999999<"), '">40<', '">0.0000000001<'), PRICE, ""
)
"""A change whose price would have more digits than anything is kept with."""


def own(text: str) -> str:
    """The same paper with Cleo as its seller."""
    return text.replace("GB2", "GB9").replace(">Joiner<", ">Cleo<")


@pytest.fixture(autouse=True)
def _known(cast: Cast) -> None:
    """Cleo is known by a number of her own."""
    vat = [{"scheme": "vat", "value": "GB9"}]
    identify(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=vat)


def reasons(cast: Cast, answer: dict[str, Any]) -> list[str]:
    """The keys of what the log says of an answer."""
    return [reason["key"] for one in arrivals(cast, id=answer["arrival"]) for reason in one.reasons]


def test_a_price_beyond_all_digits_is_refused_and_not_reckoned(cast: Cast, send: Send) -> None:
    send(a=ORDER)
    [answer] = send(c=HUGE)
    assert (answer["became"], reasons(cast, answer)) == ("refused", ["invalid"])


def test_a_file_that_breaks_its_reader_holds_up_no_other(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order is loaded and what else waited for it is taken in."""
    send(a=changed(ORDER, "PO-7", "PO-6"))
    send(c=ORDER_CHANGE)
    send(b=DESPATCH)

    def broken(document: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(translating, "restate_values", broken)
    assert send(a=ORDER)[0]["became"] == "order"
    assert {one.number: one.became for one in arrivals(cast, door="file")} == {
        "PO-6": "order",
        "CH-1": "waiting",
        "DN-1": "despatch",
        "PO-7": "order",
    }
