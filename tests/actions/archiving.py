"""What holds of archiving whatever it is: an order, a contractor or an engagement."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Answer
from counterfoil.insight.listing.contractors import Contractors
from counterfoil.insight.listing.engagements import Engagements
from counterfoil.insight.listing.listing import AnyListing, narrowed
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.reader import Reader

from ..cast import NOW, Cast
from ..verbs import every_verb
from .verb import Given, VerbTests, refused


@dataclass(frozen=True)
class Archives:
    """One kind of thing, its list, and a text by which one of them is found."""

    subject: str
    listing: AnyListing
    text: str

    def one(self, cast: Cast) -> UUID:
        """One of them."""
        if self.subject == "order":
            return cast.issued()
        return cast.contractor_id if self.subject == "contractor" else cast.engagement_id

    def given(self, cast: Cast) -> Given:
        """What the verbs are called with."""
        return {f"{self.subject}_id": self.one(cast)}

    def done(self, cast: Cast, deed: str, given: Given) -> Answer:
        """Archive it, or bring it back."""
        return every_verb()[f"{self.subject}.{deed}"].run(by=cast.olga, at=NOW, **given)

    def listed(self, cast: Cast, name: str = "olga", text: str = "", **asked: Any) -> set[UUID]:
        """The ids that the list shows."""
        with scope.reading(cast.company_id):
            return {row.id for row in narrowed(self.listing, Reader(cast.members[name], NOW), asked, text)}


ORDER = Archives("order", Orders, "catalogue")
CONTRACTOR = Archives("contractor", Contractors, "Cleo")
ENGAGEMENT = Archives("engagement", Engagements, "Catalogue")


class ArchiveTests(VerbTests):
    """Inherit this and name what is archived."""

    of: ClassVar[Archives]
    who = "olga"

    def given(self, cast: Cast) -> Given:
        return self.of.given(cast)

    def otherwise(self, given: Given) -> Given:
        return {name: UUID(int=1) for name in given}

    def test_lists_leave_it_out_and_search_finds_it(self, cast: Cast) -> None:
        given, of = self.given(cast), self.of
        (row_id,) = given.values()
        assert row_id in of.listed(cast)
        before = of.listed(cast, "cleo")
        of.done(cast, "archive", given)
        assert row_id not in of.listed(cast) | of.listed(cast, archived=False)
        assert of.listed(cast, archived=True) == {row_id}
        assert row_id in of.listed(cast, text=of.text)
        assert of.listed(cast, "cleo") == before, "whoever works here has put it out of their own way alone"

    def test_not_twice(self, cast: Cast) -> None:
        given = self.given(cast)
        self.of.done(cast, "archive", given)
        assert refused(cast, lambda: self.of.done(cast, "archive", given)) == ["archived"]


class UnarchiveTests(ArchiveTests):
    """The same of bringing it back."""

    def given(self, cast: Cast) -> Given:
        given = self.of.given(cast)
        self.of.done(cast, "archive", given)
        return given

    def test_lists_leave_it_out_and_search_finds_it(self, cast: Cast) -> None:
        given = self.given(cast)
        (row_id,) = given.values()
        self.of.done(cast, "unarchive", given)
        assert row_id in self.of.listed(cast)
        assert self.of.listed(cast, archived=True) == set()

    def test_not_twice(self, cast: Cast) -> None:
        given = self.given(cast)
        self.of.done(cast, "unarchive", given)
        assert refused(cast, lambda: self.of.done(cast, "unarchive", given)) == ["not_archived"]
