"""Equal content is one text whatever its order and zeros; different content is never the same text."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.foundation.kernel.canonical import canonical, sha256
from counterfoil.lifecycle.orders.document import content_digest
from counterfoil.lifecycle.orders.models import Order, OrderLine, Revision, RevisionCharge, RevisionLine
from counterfoil.lifecycle.orders.values import LineValues

SCALARS = st.none() | st.booleans() | st.integers() | st.text()
CONTENT = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
)
DECIMALS = st.decimals(-(10**12), 10**12, places=6).map(lambda value: value + 0)


def backwards(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: backwards(inner) for key, inner in reversed(value.items())}
    return [backwards(inner) for inner in value] if isinstance(value, list) else value


@given(CONTENT)
def test_the_order_of_keys_does_not_matter(value: Any) -> None:
    assert canonical(backwards(value)) == canonical(value)


@given(CONTENT)
def test_the_text_says_everything(value: Any) -> None:
    """What can be read back can't be the text of anything else."""
    assert json.loads(canonical(value)) == value


@given(CONTENT)
def test_the_text_is_printed_without_spaces_of_its_own(value: Any) -> None:
    spaced = json.dumps(value, sort_keys=True, ensure_ascii=False)
    assert len(canonical(value)) == len(spaced) - spaced_out(value)


def spaced_out(value: Any) -> int:
    inner = [*value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    separators = max(len(inner) - 1, 0) + (len(inner) if isinstance(value, dict) else 0)
    return separators + sum(spaced_out(one) for one in inner)


@given(DECIMALS, st.integers(0, 9))
def test_trailing_zeros_do_not_matter(value: Decimal, zeros: int) -> None:
    longer = value.quantize(Decimal(1).scaleb(-6 - zeros))
    assert canonical({"a": [longer]}) == canonical({"a": [value]})


@pytest.mark.parametrize("kind", [DECIMALS, st.dates(), st.datetimes(timezones=st.just(UTC)), st.uuids()])
@given(data=st.data())
def test_different_values_are_different_texts(kind: st.SearchStrategy[Any], data: st.DataObject) -> None:
    one, other = data.draw(kind), data.draw(kind)
    assert (canonical(one) == canonical(other)) is (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": None}, {}),
        ([1, 2], [2, 1]),
        ([[1], 2], [1, [2]]),
        ({"a": "1"}, {"a": 1}),
        (True, 1),
        ("", None),
        ("a\u0301", "á"),
        (date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC)),
        (LineValues(text="a", quantity="1", unit_price="1"), LineValues(text="a", quantity="1", unit_price="2")),
    ],
)
def test_content_that_only_looks_alike(one: Any, other: Any) -> None:
    assert canonical(one) != canonical(other)


def test_a_mapping_and_a_model_are_their_fields() -> None:
    line = LineValues(text="Größe", quantity="1.50", unit_price="2")
    assert canonical(MappingProxyType({"line": line})) == '{"line":{"quantity":"1.5","text":"Größe","unit_price":"2"}}'


@pytest.mark.parametrize("value", [{1}, b"1", object(), 1j, {"a": [b""]}])
def test_no_form_is_made_up(value: Any) -> None:
    with pytest.raises(TypeError, match="has no canonical form"):
        canonical(value)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_hash_is_over_utf_8(text: str) -> None:
    assert sha256(text) == hashlib.new("sha256", text.encode("utf-8")).hexdigest()


Draft = tuple[Order, Revision, list[RevisionLine]]


def draft(zeros: str = "") -> Draft:
    order = Order(id=UUID(int=1), contractor_id=UUID(int=2), engagement_id=UUID(int=3), currency="EUR", rate=Decimal(1))
    amount = Decimal("15.00" + zeros)
    revision = Revision(net=amount, total=amount)
    says = RevisionLine(
        line=OrderLine(),
        text="Layout",
        quantity=Decimal("1.5" + zeros),
        unit="HUR",
        unit_price=Decimal("10.0" + zeros),
        amount=amount,
    )
    return order, revision, [says]


def test_the_database_s_zeros_do_not_change_what_was_approved() -> None:
    assert content_digest(*draft()) == content_digest(*draft("00"))


def charged(said: Draft, **facts: Any) -> None:
    said[1].__dict__["all_charges"] = [RevisionCharge(words="Loyalty", position=1, amount=Decimal(0), **facts)]


@pytest.mark.parametrize(
    "facts",
    [
        {"percent": Decimal(21)},
        {"amount": Decimal("0.01")},
        {"words": "Other"},
        {"compound": True},
        {"kind": "discount"},
    ],
)
def test_whatever_is_said_of_a_charge_is_in_the_hash(facts: dict[str, Any]) -> None:
    one, other = draft(), draft()
    charged(one, kind="tax", percent=Decimal(20))
    charged(other, kind="tax", percent=Decimal(20))
    for name, value in facts.items():
        setattr(other[1].all_charges[0], name, value)
    assert content_digest(*one) != content_digest(*other)


CHANGES: list[Callable[[Draft], Any]] = [
    lambda said: setattr(said[0], "contractor_id", UUID(int=9)),
    lambda said: setattr(said[0], "engagement_id", UUID(int=9)),
    lambda said: setattr(said[0], "currency", "USD"),
    lambda said: setattr(said[0], "rate", Decimal("1.0000000001")),
    lambda said: setattr(said[1], "number", 1),
    lambda said: setattr(said[1], "starts_on", date(2026, 3, 2)),
    lambda said: setattr(said[1], "ends_on", date(2026, 3, 2)),
    lambda said: setattr(said[1], "net", Decimal("15.01")),
    lambda said: setattr(said[1], "total", Decimal("15.01")),
    lambda said: setattr(said[2][0], "text", "Lay-out"),
    lambda said: setattr(said[2][0], "quantity", Decimal("1.500001")),
    lambda said: setattr(said[2][0], "unit", "DAY"),
    lambda said: setattr(said[2][0], "unit_price", Decimal("10.000001")),
    lambda said: setattr(said[2][0], "amount", Decimal("15.01")),
    lambda said: setattr(said[2][0], "starts_on", date(2026, 3, 2)),
    lambda said: setattr(said[2][0], "ends_on", date(2026, 3, 2)),
    lambda said: setattr(said[2][0], "discount", Decimal("-0.0001")),
    lambda said: setattr(said[2][0], "share", Decimal("0.01")),
    lambda said: setattr(said[2][0], "tax_exempt", True),
    lambda said: setattr(said[2][0], "heading", "First part"),
    lambda said: setattr(said[2][0], "details", "In two colours"),
    lambda said: setattr(said[2][0], "cost_centre_id", UUID(int=9)),
    lambda said: setattr(said[2][0], "account_id", UUID(int=9)),
    lambda said: setattr(said[2][0], "project_id", UUID(int=9)),
    lambda said: setattr(said[2][0].line, "job", "J-7"),
    lambda said: charged(said, kind="discount", percent=Decimal(-10)),
    lambda said: charged(said, kind="tax", percent=Decimal(0)),
    lambda said: charged(said, kind="adjustment"),
    lambda said: said[2].append(draft()[2][0]),
    lambda said: said[2].clear(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_an_amendment_could_change_changes_the_hash(change: Callable[[Draft], Any]) -> None:
    changed = draft()
    change(changed)
    assert content_digest(*changed) != content_digest(*draft())


@pytest.mark.parametrize("name", ["title", "notes"])
def test_a_plain_edit_does_not(name: str) -> None:
    order, revision, says = draft()
    setattr(order, name, "other")
    assert content_digest(order, revision, says) == content_digest(*draft())
