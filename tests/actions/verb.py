"""What holds for every verb alike: who may not, the stranger, one key, one entry. Each verb's file fills in the verb."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import ROLES
from counterfoil.foundation.companies.queries import member_of
from counterfoil.foundation.kernel.refusals import NotFound, Refused
from counterfoil.foundation.trail.action import INSIDE, Answer, Via
from counterfoil.foundation.trail.models import Entry

from ..cast import NOW, Cast
from ..verbs import every_verb
from .books import books, changes, entries

Given = dict[str, Any]
WHY = "Because of the budget"


def refused(cast: Cast, call: Callable[[], Any]) -> list[str]:
    """The keys of the reasons why a call is refused. Nothing is changed by it, and the refusal is on the trail."""
    before = books(cast.company_id)
    with pytest.raises(Refused) as caught:
        call()
    assert books(cast.company_id) == before
    keys = [reason.key for reason in caught.value.reasons]
    assert any([one["key"] for one in entry.reasons] == keys for entry in _refusals(cast)), "it is not on the trail"
    return keys


def untouched(cast: Cast, error: type[Exception], call: Callable[[], Any]) -> str:
    """What a call says that is stopped by another error. Nothing is changed by it, the trail neither."""
    before, trail = books(cast.company_id), len(entries(cast.company_id))
    with pytest.raises(error) as caught:
        call()
    assert books(cast.company_id) == before
    assert len(entries(cast.company_id)) == trail
    return str(caught.value)


def _refusals(cast: Cast) -> list[Entry]:
    return entries(cast.company_id, outcome=Entry.REFUSED)


class VerbTests:
    """Inherit this, name the verb, who uses it and whose roles do not carry it, and give it something to act on."""

    verb: ClassVar[str]
    who: ClassVar[str]
    wrong: ClassVar[str] = "otto"
    stranger_finds_nothing: ClassVar[bool] = True

    def given(self, cast: Cast) -> Given:
        """Prepare the match case; what the verb is called with."""
        raise NotImplementedError

    def otherwise(self, given: Given) -> Given:
        """Another request: the same verb with other arguments."""
        return given | {"reason": "For another reason"}

    def actor(self, cast: Cast) -> Member:
        """Who uses the verb."""
        return cast.members[self.who]

    def act(self, by: Member, given: Given, *, at: datetime = NOW, key: str = "", door: str = "api") -> Answer:
        """Do it through a door."""
        return every_verb()[self.verb].run(by=by, at=at, via=Via(door, key) if key else INSIDE, **given)

    def done(self, cast: Cast) -> list[Entry]:
        """The verb's entries."""
        return entries(cast.company_id, verb=self.verb, outcome=Entry.DONE)

    @pytest.mark.req(95)
    def test_leaves_one_entry_with_its_changes(self, cast: Cast) -> None:
        given, by = self.given(cast), self.actor(cast)
        before = len(self.done(cast))
        answer = self.act(by, given, key="k")
        entry = self.done(cast)[before:][0]
        assert len(self.done(cast)) == before + 1
        assert (entry.member_id, entry.at, entry.door, entry.key) == (by.id, NOW, "api", "k")
        assert str(entry.subject_id) == answer["id"]
        assert entry.reason == (given.get("reason") or getattr(given.get("values"), "reason", ""))
        assert entry.answer.items() <= answer.items()
        assert changes(cast.company_id, entry_id=entry.id)

    def test_wrong_role(self, cast: Cast) -> None:
        given = self.given(cast)
        with pytest.raises(Refused) as caught:
            self.act(cast.members[self.wrong], given)
        assert caught.value.never
        assert refused(cast, lambda: self.act(cast.members[self.wrong], given)) == ["not_permitted"]

    def test_mallory(self, cast: Cast) -> None:
        """The stranger may do everything at home, and here she finds nothing."""
        given, before = self.given(cast), None
        mallory, before = almighty(cast.mallory), books(cast.company_id)
        trail = len(entries(cast.company_id))
        if self.stranger_finds_nothing:
            with pytest.raises(NotFound):
                self.act(mallory, given)
        else:
            self.act(mallory, given)
        assert books(cast.company_id) == before
        assert len(entries(cast.company_id)) == trail

    def test_replay_with_the_same_key(self, cast: Cast) -> None:
        given, by = self.given(cast), self.actor(cast)
        first = self.act(by, given, key="once")
        after, trail = books(cast.company_id), len(entries(cast.company_id))
        second = self.act(by, given, key="once", at=NOW + timedelta(hours=1))
        assert second == {name: value for name, value in first.items() if name != "secret"}
        assert books(cast.company_id) == after
        assert len(entries(cast.company_id)) == trail

    def test_same_key_for_another_request(self, cast: Cast) -> None:
        given, by = self.given(cast), self.actor(cast)
        self.act(by, given, key="once")
        assert refused(cast, lambda: self.act(by, self.otherwise(given), key="once")) == ["key_reused"]

    def test_a_refusal_is_entered_once_a_minute(self, cast: Cast) -> None:
        given, by = self.given(cast), cast.members[self.wrong]
        for second in (0, 59, 60):
            with pytest.raises(Refused):
                self.act(by, given, at=NOW + timedelta(seconds=second), key="k")
        entered = entries(cast.company_id, outcome=Entry.REFUSED, verb=self.verb)
        assert [(entry.member_id, entry.at) for entry in entered] == [
            (by.id, NOW),
            (by.id, NOW + timedelta(seconds=60)),
        ]
        assert [(entry.key, entry.answer) for entry in entered] == [("", None)] * 2


def almighty(member: Member) -> Member:
    """The member with every role there is."""
    for role in ROLES:
        if role not in member.roles:
            grant_role(by=member, at=NOW, member_id=member.id, role=role, confirm=member.name)
    return member_of(member.company_id, member.id)
