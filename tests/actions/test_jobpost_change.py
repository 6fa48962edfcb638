"""jobpost.change: a draft says something else."""

from functools import partial
from uuid import UUID

from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .posting import drafted, post_of, posted, published
from .verb import Given, VerbTests, refused, untouched


class TestJobPostChange(VerbTests):
    verb, who = "jobpost.change", "rita"

    def given(self, cast: Cast) -> Given:
        return {"jobpost_id": drafted(cast), "values": posted(cast, title="Spring")}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": given["values"].model_copy(update={"title": "Another"})}


def change(cast: Cast, post_id: UUID, version: int | None = None) -> None:
    given = {"values": posted(cast, title="Spring", budget=None), "version": version}
    hiring.change_post(by=cast.rita, at=NOW, jobpost_id=post_id, **given)


def test_it_says_from_now_on_what_is_said_here(cast: Cast) -> None:
    post_id = drafted(cast)
    change(cast, post_id, version=1)
    post = post_of(cast, post_id)
    assert (post.title, post.budget, post.version) == ("Spring", None, 2)
    untouched(cast, Stale, partial(change, cast, post_id, version=1))


def test_what_is_published_stands_still(cast: Cast) -> None:
    assert refused(cast, partial(change, cast, published(cast))) == ["not_draft"]
