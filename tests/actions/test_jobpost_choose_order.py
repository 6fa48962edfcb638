"""jobpost.choose_order: a job post says on which purchase order its work is to draw."""

from functools import partial

import pytest

from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .choosing import choices, post_of, programme
from .posting import drafted
from .sharing import shared
from .verb import Given, VerbTests, refused


class TestJobPostChooseOrder(VerbTests):
    verb, who = "jobpost.choose_order", "rita"

    def given(self, cast: Cast) -> Given:
        shared(cast)
        return {"jobpost_id": drafted(cast), "number": "4500012345"}

    def otherwise(self, given: Given) -> Given:
        return given | {"number": "4500012346"}


@pytest.mark.req(10, 18)
def test_where_one_is_required_the_post_is_published_with_a_choice_alone(cast: Cast) -> None:
    shared(cast)
    programme(cast, "required")
    post_id = drafted(cast)
    publish = partial(hiring.publish_post, by=cast.rita, at=NOW, jobpost_id=post_id)
    assert refused(cast, publish) == ["order_needed"]
    orders.choose_for_post(by=cast.rita, at=NOW, jobpost_id=post_id, number="4500012345")
    assert len(choices(cast, post_id=post_id)) == 1
    publish()
    post = post_of(cast, post_id)
    assert (post.state, (post.order_choice, post.order_number)) == ("published", ("order", "4500012345"))
    assert verifying.verify(cast.company_id).findings == []
