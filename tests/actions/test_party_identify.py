"""party.identify: by which names documents know a contractor, or ourselves."""

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor, identify
from counterfoil.foundation.parties.models import Identity

from ..cast import NOW, Cast
from .verb import Given, VerbTests

VAT = {"scheme": "vat", "value": "DE 123 456 789"}


class TestPartyIdentify(VerbTests):
    verb, who, wrong = "party.identify", "fay", "rita"

    def given(self, cast: Cast) -> Given:
        return {"contractor_id": cast.contractor_id, "identities": [VAT]}

    def otherwise(self, given: Given) -> Given:
        return given | {"identities": []}


def known(cast: Cast) -> set[tuple[str, str, object]]:
    """Every name that is known here."""
    with scope.reading(cast.company_id):
        return set(Identity.objects.values_list("scheme", "value", "contractor_id"))


def test_names_are_compared_by_capitals_and_digits_and_replaced(cast: Cast) -> None:
    identify(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=[VAT, VAT | {"value": "de123456789"}])
    identify(by=cast.fay, at=NOW, identities=[VAT | {"scheme": "GLN", "value": "4012345000009"}])
    ours = ("gln", "4012345000009", None)
    assert known(cast) == {("vat", "DE123456789", cast.contractor_id), ours}
    identify(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=[])
    assert known(cast) == {ours}


def test_a_name_keeps_the_letters_of_its_script(cast: Cast) -> None:
    names = [{"scheme": "name", "value": value} for value in ("Möller GmbH", "MÖLLER gmbh", "株式会社")]
    answer = identify(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, identities=names)
    assert answer["identities"] == ["name:MÖLLERGMBH", "name:MÖLLERGMBH", "name:株式会社"]
    assert {one[:2] for one in known(cast)} == {("name", "MÖLLERGMBH"), ("name", "株式会社")}


def test_a_contractor_is_added_with_its_names(cast: Cast) -> None:
    values = ContractorValues.model_validate({"code": "WAX", "name": "Wax", "currency": "EUR", "identities": [VAT]})
    made = add_contractor(by=cast.fay, at=NOW, values=values)
    assert ("vat", "DE123456789") in {one[:2] for one in known(cast) if str(one[2]) == made["id"]}


@pytest.mark.parametrize("wrong", [VAT | {"value": "--"}, VAT | {"scheme": ":"}])
def test_a_name_has_a_letter_or_digit(cast: Cast, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        identify(by=cast.fay, at=NOW, identities=[wrong])
