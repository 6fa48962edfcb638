"""jobpost.publish: offers can be made from it, and the one that is accepted fills it."""

from functools import partial
from uuid import UUID

from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import accepted, declined, drafted, offer_of, sent, shown
from .posting import drafted as post_drafted
from .posting import post_of, published, withdrawn
from .verb import Given, VerbTests, refused


class TestJobPostPublish(VerbTests):
    verb, who = "jobpost.publish", "rita"

    def given(self, cast: Cast) -> Given:
        return {"jobpost_id": post_drafted(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


def test_it_is_published_once(cast: Cast) -> None:
    post_id = published(cast)
    assert (post_of(cast, post_id).state, post_of(cast, post_id).published_at) == ("published", NOW)
    assert refused(cast, partial(hiring.publish_post, by=cast.rita, at=NOW, jobpost_id=post_id)) == ["wrong_state"]


def test_the_offer_that_is_accepted_fills_it(cast: Cast) -> None:
    post_id = published(cast)
    declined(cast, post_id=str(post_id))
    assert post_of(cast, post_id).state == "published"
    offer_id = accepted(cast, post_id=str(post_id))
    post = post_of(cast, post_id)
    assert (post.state, post.filled_at, offer_of(cast, offer_id).post_id) == ("filled", NOW, post_id)


def test_a_second_offer_from_it_can_still_be_accepted_and_none_is_made_any_more(cast: Cast) -> None:
    post_id = published(cast)
    second = sent(cast, post_id=str(post_id))
    accepted(cast, post_id=str(post_id))
    hiring.accept_offer(by=cast.cleo, at=NOW, offer_id=second, shown=shown(cast, second))
    assert refused(cast, partial(drafted, cast, post_id=str(post_id))) == ["post_not_published"]


def test_an_offer_is_made_from_what_is_published(cast: Cast) -> None:
    posts: list[UUID] = [post_drafted(cast), withdrawn(cast)]
    for post_id in posts:
        assert refused(cast, partial(drafted, cast, post_id=str(post_id))) == ["post_not_published"]
