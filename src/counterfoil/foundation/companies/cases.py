"""What every case knows of the member's company: its day, and whether two people are needed. And a member as what is changed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.kernel.cases import Case, read_together

from . import queries
from .models import ApiKey, Company, InvitationLink, Member, Right, Team, View


class MemberCase(Case):
    """A case before a member of a company."""

    by: Member

    @property
    def company(self) -> Company:
        """The member's company."""
        return self.by.company

    @cached_property
    def today(self) -> date:
        """The company's day."""
        return self.by.company.today(self.at)

    @read_together
    def separated(cases: Sequence["MemberCase"]) -> Iterator[bool]:
        """Whether who asks and who agrees must be two people here now."""
        apart = queries.separated(cases[0].by)
        yield from (apart for _case in cases)


class PersonCase(MemberCase):
    """One member of the company before another, who changes what they may."""

    subject = "member"
    member: Member

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A member of the company, one at a time: two owners who end each other's rights at once would leave none.

        Raises NotFound.
        """
        Company.objects.select_for_update().get(id=by.company_id)
        return cls(by, at, member=queries.visible_members(by).locked(subject_id))

    @cached_property
    def held(self) -> bool:
        """Whether the member has the role that is named, for the company or for a team; also where its last day is over."""
        own = Right.every.within(self.member.company_id).filter(member=self.member, role=self.given["role"])
        return bool(own.exists())

    @cached_property
    def held_there(self) -> bool:
        """Whether the member has just what is given: the role, for this team or the company, on these terms."""
        asked = [self.given.get(name) for name in ("role", "team_id", "until", "most")]
        rights = self.member.rights.all()
        return any([one.role, one.team_id, one.until, one.most, one.only] == [*asked, self.verbs] for one in rights)

    @property
    def verbs(self) -> list[str]:
        """What the right that is given names: each verb once, in order."""
        return sorted(set(self.given.get("only", ())))

    @cached_property
    def only_otherwise(self) -> bool:
        """Whether they have the role that is given somewhere else, for other verbs."""
        role, team_id = self.given["role"], self.given.get("team_id")
        rights = self.member.rights.all()
        return any(one.role == role and one.team_id != team_id and one.only != self.verbs for one in rights)

    @property
    def currency(self) -> str:
        """The company's."""
        return self.by.company.currency

    @cached_property
    def bound_otherwise(self) -> bool:
        """Whether they have the role that is given somewhere else, up to another amount."""
        role, team_id, most = self.given["role"], self.given.get("team_id"), self.given.get("most")
        return any(one.role == role and one.team_id != team_id and one.most != most for one in self.member.rights.all())

    @cached_property
    def other_owners(self) -> int:
        """How many owners there are beside this member."""
        return queries.count_of_owners_beside(self.member)

    @cached_property
    def was_here(self) -> bool:
        """Whether the member has joined once. Who was there before there were links has none."""
        links = InvitationLink.objects.within(self.member.company_id).filter(member=self.member)
        used = [bool(at) for at in links.values_list("used_at", flat=True)]
        return any(used) or not used


class TeamCase(MemberCase):
    """One team of the company."""

    subject = "team"
    team: Team

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A team, locked. Raises NotFound."""
        return cls(by, at, team=Team.objects.within(by.company_id).locked(subject_id))

    @cached_property
    def taken(self) -> bool:
        """Whether another team is called so."""
        alike = Team.objects.within(self.by.company_id).filter(name=self.given["name"])
        return alike.exclude(id=self.team.id).exists()


class KeyCase(MemberCase):
    """One key, and the member that it acts as."""

    subject = "key"
    key: ApiKey

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A key of the company, locked. Raises NotFound."""
        return cls(by, at, key=ApiKey.objects.within(by.company_id).locked(subject_id))

    @cached_property
    def holder(self) -> Member:
        """The member that the key acts as."""
        found: Member = Member.objects.within(self.by.company_id).prefetch_related("rights").one(self.key.member_id)
        return found


class ViewCase(MemberCase):
    """One of the member's own views."""

    subject = "view"
    view: View

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A view of the member's own, locked. Raises NotFound."""
        return cls(by, at, view=queries.visible_views(by).locked(subject_id))

    @property
    def name(self) -> str:
        """What it is to be called."""
        named = self.given["changes"].name if "changes" in self.given else None
        return named or self.view.name

    @cached_property
    def taken(self) -> bool:
        """Whether another view of the same list is called so."""
        alike = queries.visible_views(self.by).filter(list_name=self.view.list_name, name=self.name)
        return alike.exclude(id=self.view.id).exists()
