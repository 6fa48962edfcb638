"""jobpost.add_order: a purchase order is added without leaving the job post."""

from functools import partial

import pytest

from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .choosing import added, choices, post_of, programme
from .posting import drafted
from .verb import Given, VerbTests, refused


class TestJobPostAddOrder(VerbTests):
    verb, who = "jobpost.add_order", "rita"

    def given(self, cast: Cast) -> Given:
        return {"jobpost_id": drafted(cast), "values": added()}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": added("77002")}


@pytest.mark.req(18)
def test_where_one_is_required_the_post_is_published_with_a_choice_alone(cast: Cast) -> None:
    programme(cast, "required")
    post_id = drafted(cast)
    publish = partial(hiring.publish_post, by=cast.rita, at=NOW, jobpost_id=post_id)
    assert refused(cast, publish) == ["order_needed"]
    orders.add_for_post(by=cast.rita, at=NOW, jobpost_id=post_id, values=added())
    assert len(choices(cast, post_id=post_id)) == 1
    publish()
    post = post_of(cast, post_id)
    assert (post.state, (post.order_choice, post.order_number)) == ("published", ("order", "77001"))
    assert verifying.verify(cast.company_id).findings == []
