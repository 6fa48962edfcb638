"""Which side we are on: decided by identifiers, never guessed."""

import pytest

from counterfoil.formats.ubl.documents import Identifier, Party
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.lifecycle.intake.sides import BUYER, SELLER, marks_of, sides

US = Party(name="Brook Council", identifiers=(Identifier("vat", "GB 1"),))
WAX = Party(
    name="Wax Ltd", registered_name="Wax Holding", identifiers=(Identifier("vat", "GB 2"), Identifier("gln", "77"))
)
ONE, TWO = new_id(), new_id()


def test_marks_are_compared_by_capitals_and_digits_and_names_come_last() -> None:
    assert marks_of(WAX) == [("vat", "GB2"), ("gln", "77"), ("name", "WAXHOLDING"), ("name", "WAXLTD")]
    assert marks_of(Party(name="--")) == []


def test_a_number_without_a_scheme_means_nobody() -> None:
    """Customer 1 of one seller is not customer 1 of another. On the page a scheme ends at a colon, so none has one."""
    party = Party(identifiers=(Identifier("party", "1"), Identifier("se:orgnr", "2"), Identifier("legal at", "3")))
    assert marks_of(party) == [("se orgnr", "2"), ("legal at", "3")]
    assert sides(US, party, {("party", "1"): {ONE}}, BUYER).contractor_id is None


def test_a_name_is_compared_by_the_letters_of_any_script() -> None:
    """And numbers as before, by capitals and digits."""
    strange = Party(name="Möller & Söhne", identifiers=(Identifier("vat", "DE-1 ü"),))
    assert marks_of(strange) == [("vat", "DE1"), ("name", "MÖLLERSÖHNE")]
    known = {("name", "MÜLLERSÖHNE"): {ONE}}
    assert [one.key for one in sides(US, strange, known, BUYER).reasons] == ["seller_unknown"]


def test_our_own_identifier_decides() -> None:
    known = {("vat", "GB1"): {None}, ("gln", "77"): {ONE}}
    decided = sides(US, WAX, known)
    assert (decided.we_are, decided.contractor_id, decided.reasons) == (BUYER, ONE, ())


def test_what_is_said_for_the_call_decides() -> None:
    assert sides(US, WAX, {("vat", "GB2"): {ONE}}, BUYER).contractor_id == ONE


@pytest.mark.parametrize(
    ("known", "we_are", "reason"),
    [
        ({}, "", "neither_side"),
        ({("vat", "GB2"): {ONE}}, "", "neither_side"),
        ({("vat", "GB1"): {None}, ("vat", "GB2"): {None}}, "", "neither_side"),
        ({("vat", "GB1"): {None}}, "", "seller_unknown"),
        ({}, BUYER, "seller_unknown"),
        ({("vat", "GB2"): {ONE}, ("gln", "77"): {TWO}}, BUYER, "seller_unclear"),
        ({("vat", "GB2"): {ONE, TWO}}, BUYER, "seller_unclear"),
        ({("vat", "GB2"): {None}}, BUYER, "other_side"),
        ({("vat", "GB2"): {None}}, "", "we_sell"),
        ({("vat", "GB1"): {None}}, SELLER, "we_sell"),
    ],
)
def test_nothing_is_guessed(known: object, we_are: str, reason: str) -> None:
    decided = sides(US, WAX, known, we_are)  # type: ignore[arg-type]
    assert [one.key for one in decided.reasons] == [reason]
    assert decided.contractor_id is None


@pytest.mark.parametrize("seller", [Party(), Party(name="--"), Party(identifiers=(Identifier("party", "1"),))])
def test_nobody_is_no_seller(seller: Party) -> None:
    assert [one.key for one in sides(US, seller, {}, BUYER).reasons] == ["no_seller"]


def test_an_identifier_outweighs_a_name() -> None:
    """Two firms may have one name; what the tax office gave decides."""
    known = {("name", "WAXLTD"): {TWO}, ("vat", "GB2"): {ONE}}
    assert sides(US, WAX, known, BUYER).contractor_id == ONE
    assert sides(US, WAX, {("name", "WAXLTD"): {TWO}}, BUYER).contractor_id == TWO


def test_a_name_does_not_mean_whoever_has_another_identifier() -> None:
    """Two firms of one name: the document states a VAT number, and the one that is known has another."""
    known = {("name", "WAXLTD"): {ONE}, ("vat", "GB7"): {ONE}}
    assert [one.key for one in sides(US, WAX, known, BUYER).reasons] == ["seller_unknown"]
    both = {("name", "WAXLTD"): {ONE, TWO}, ("vat", "GB7"): {ONE}}
    assert sides(US, WAX, both, BUYER).contractor_id == TWO
    other_kind = {("name", "WAXLTD"): {ONE}, ("duns", "7"): {ONE}}
    assert sides(US, WAX, other_kind, BUYER).contractor_id == ONE
    several = {("name", "WAXLTD"): {ONE}, ("vat", "GB7"): {ONE}, ("vat", "GB2"): {ONE}}
    assert sides(US, WAX, several, BUYER).contractor_id == ONE


def test_our_own_name_with_another_identifier_is_not_us() -> None:
    known = {("name", "BROOKCOUNCIL"): {None}, ("vat", "GB9"): {None}, ("gln", "77"): {ONE}}
    assert [one.key for one in sides(US, WAX, known).reasons] == ["neither_side"]
