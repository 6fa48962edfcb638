"""The verbs of every catalogue: add, change, retire and restore a row. One more catalogue is tested by being there."""

from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

import pytest

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Stale

from ..cast import NOW, Cast
from ..catalogues import EACH, added, done, fitting, row_of, typed
from ..verbs import every_verb
from .verb import Given, VerbTests, almighty, refused, untouched

pytestmark = pytest.mark.parametrize("one", **EACH)
TODAY = NOW.date()


class RowVerbTests(VerbTests):
    """One verb of each catalogue in turn."""

    deed: ClassVar[str]
    who, wrong = "fay", "rita"

    @pytest.fixture(autouse=True)
    def _of(self, one: Catalogue) -> None:
        self.one = one

    @property
    def verb(self) -> str:  # type: ignore[override]
        """The verb of the catalogue whose turn it is."""
        return f"{self.one.subject}.{self.deed}"

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 7}

    def row(self, cast: Cast, **more: Any) -> Given:
        """A row to act on."""
        return {f"{self.one.subject}_id": added(self.one, cast, **more)}


class TestAdd(RowVerbTests):
    deed, stranger_finds_nothing = "add", False

    def given(self, cast: Cast) -> Given:
        return {"values": typed(self.one)}

    def otherwise(self, given: Given) -> Given:
        return {"values": typed(self.one, name="Another")}


class TestChange(RowVerbTests):
    deed = "change"

    def given(self, cast: Cast) -> Given:
        return self.row(cast) | {"changes": self.one.changes.model_validate({"name": "Sales"})}


class TestRetire(RowVerbTests):
    deed = "retire"

    def given(self, cast: Cast) -> Given:
        return self.row(cast)


class TestRestore(RowVerbTests):
    deed = "restore"

    def given(self, cast: Cast) -> Given:
        given = self.row(cast)
        done(self.one, "retire", cast, *given.values())
        return given


def _change(one: Catalogue, cast: Cast, row_id: UUID, version: int | None = None, **changes: Any) -> Any:
    values = one.changes.model_validate(changes)
    return done(one, "change", cast, row_id, changes=values, version=version)


def test_a_row_stands_as_it_was_added(cast: Cast, one: Catalogue) -> None:
    own = fitting(one, cast)
    row_id = added(one, cast, code=" mkt/de-1 ", valid_from=TODAY, valid_through=TODAY, **own)
    with scope.reading(cast.company_id):
        row = row_of(one, row_id)
        assert (row.code, row.name, row.valid_from, row.valid_through) == ("MKT/DE-1", "Marketing", TODAY, TODAY)
        assert (row.state, row.added_at, row.retired_at, row.version) == ("in_use", NOW, None, 1)
        assert {name: getattr(row, name) for name in own} == own


def test_what_is_named_is_changed_and_the_rest_stays(cast: Cast, one: Catalogue) -> None:
    row_id = added(one, cast, valid_from=TODAY, valid_through=TODAY)
    answer = _change(one, cast, row_id, version=1, valid_through=None, **fitting(one, cast))
    assert answer == {"id": str(row_id), "code": "4711-20", "state": "in_use", "version": 2}
    with scope.reading(cast.company_id):
        row = row_of(one, row_id)
        assert (row.name, row.valid_from, row.valid_through) == ("Marketing", TODAY, None)
        assert {name: getattr(row, name) for name in fitting(one, cast)} == fitting(one, cast)


def test_it_is_retired_and_comes_back(cast: Cast, one: Catalogue) -> None:
    row_id = added(one, cast)
    later = {"by": cast.olga, "at": NOW + timedelta(1), f"{one.subject}_id": row_id}
    assert every_verb()[f"{one.subject}.retire"].run(**later)["state"] == "retired"
    with scope.reading(cast.company_id):
        assert row_of(one, row_id).retired_at == NOW + timedelta(1)
    assert done(one, "restore", cast, row_id) == {
        "id": str(row_id),
        "code": "4711-20",
        "state": "in_use",
        "version": 3,
    }
    with scope.reading(cast.company_id):
        assert row_of(one, row_id).retired_at is None


@pytest.mark.parametrize("retired", [False, True])
def test_a_code_is_taken_by_what_is_in_use_and_by_what_is_retired(cast: Cast, one: Catalogue, retired: bool) -> None:
    row_id = added(one, cast, code="mkt-1")
    if retired:
        done(one, "retire", cast, row_id)
    assert refused(cast, partial(added, one, cast, code="MKT-1")) == ["code_taken"]


def test_every_reason_is_given(cast: Cast, one: Catalogue) -> None:
    row_id = added(one, cast, valid_through=TODAY)
    days = {"valid_from": TODAY, "valid_through": TODAY - timedelta(1)}
    assert refused(cast, partial(added, one, cast, **days)) == ["code_taken", "validity_reversed"]
    after = TODAY + timedelta(1)
    assert refused(cast, partial(_change, one, cast, row_id, valid_from=after)) == ["validity_reversed"]
    done(one, "retire", cast, row_id)
    twice = partial(_change, one, cast, row_id, name="Marketing")
    assert refused(cast, twice) == ["wrong_state", "unchanged"]


def test_a_change_that_changes_nothing_is_refused(cast: Cast, one: Catalogue) -> None:
    row_id = added(one, cast)
    assert refused(cast, partial(_change, one, cast, row_id, name="Marketing")) == ["unchanged"]
    assert refused(cast, partial(_change, one, cast, row_id)) == ["unchanged"]


def test_nothing_is_retired_twice_or_restored_while_in_use(cast: Cast, one: Catalogue) -> None:
    row_id = added(one, cast)
    assert refused(cast, partial(done, one, "restore", cast, row_id)) == ["wrong_state"]
    done(one, "retire", cast, row_id)
    assert refused(cast, partial(done, one, "retire", cast, row_id)) == ["wrong_state"]


def test_whoever_read_an_older_version_overwrites_nothing(cast: Cast, one: Catalogue) -> None:
    row_id = added(one, cast)
    _change(one, cast, row_id, name="Sales")
    assert "version 1" in untouched(cast, Stale, partial(_change, one, cast, row_id, version=1, name="Events"))
    untouched(cast, Stale, partial(done, one, "retire", cast, row_id, version=1))
    done(one, "retire", cast, row_id, version=2)
    untouched(cast, Stale, partial(done, one, "restore", cast, row_id, version=2))


@pytest.mark.parametrize("code", ["", "-4711", "4711-", "A B", "Ä1", "A\nB", "A" * 41, "A;B", "=1+1"])
def test_a_code_has_the_form_of_codes(one: Catalogue, code: str, cast: Cast) -> None:
    untouched(cast, Invalid, partial(_add_typed, one, cast, {"code": code, "name": "X"}))


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 201}, {"valid_from": "soon"}, {"color": "red"}])
def test_values_that_can_t_be_are_told(cast: Cast, one: Catalogue, wrong: dict[str, Any]) -> None:
    untouched(cast, Invalid, partial(_add_typed, one, cast, {"code": "X", "name": "X"} | wrong))


def _add_typed(one: Catalogue, cast: Cast, values: dict[str, Any]) -> Any:
    return every_verb()[f"{one.subject}.add"].run(by=cast.fay, at=NOW, values=values)


def test_what_it_names_is_the_companys(cast: Cast, one: Catalogue) -> None:
    for name in one.keys:
        untouched(cast, NotFound, partial(added, one, cast, **{name: new_id()}))
        row_id = added(one, cast)
        untouched(cast, NotFound, partial(_change, one, cast, row_id, **{name: new_id()}))


def test_two_companies_have_the_same_code(cast: Cast, one: Catalogue) -> None:
    added(one, cast)
    mallory = almighty(cast.mallory)
    every_verb()[f"{one.subject}.add"].run(by=mallory, at=NOW, values=typed(one))
    with scope.reading(cast.company_id):
        assert one.model.objects.within(cast.company_id).count() == 1


@pytest.mark.parametrize("name", ["rita", "amir", "iris", "petra", "otto", "edda", "cleo"])
def test_only_owner_and_finance_look_after_it(cast: Cast, one: Catalogue, name: str) -> None:
    deeds = ("add", "change", "retire", "restore")
    assert not any(cast.members[name].may(f"{one.subject}.{deed}") for deed in deeds)
    assert all(cast.members[who].may(f"{one.subject}.{deed}") for deed in deeds for who in ("fay", "olga"))


def test_each_has_a_code_of_its_own(cast: Cast, one: Catalogue) -> None:
    """What is a code of one catalogue is free in another."""
    for other in CATALOGUES:
        added(other, cast, valid_from=date(2026, 1, 1))
    assert refused(cast, partial(added, one, cast)) == ["code_taken"]
