"""Drafts for which an order was chosen, and one that waits for finance's word, so that raw SQL has something to attack."""

from typing import Any

from counterfoil.lifecycle.orders import actions as orders

from ..actions import choosing, hiring, posting
from ..cast import NOW, Cast

Names = dict[str, Any]
TABLES = ("engagements_programme", "orders_choice", "orders_confirmation")


def chosen(cast: Cast) -> Names:
    """A draft offer that draws on SHARED-1, a draft post without an order yet, and an order that a manager added."""
    made: Names = {"programme": choosing.programme(cast, "optional", confirmed=True)["id"]}
    made |= {"ordered_offer": hiring.drafted(cast), "open_offer": hiring.drafted(cast)}
    made |= {"open_post": posting.drafted(cast), "waiting_offer": hiring.drafted(cast)}
    choosing.choose(cast, made["ordered_offer"], "SHARED-1")
    choosing.wait_for(cast, made["waiting_offer"])
    made["added_order"] = choosing.add(cast, hiring.drafted(cast), "ADDED-1")["order_id"]
    post = posting.drafted(cast)
    orders.await_for_post(by=cast.rita, at=NOW, jobpost_id=post, values=choosing.awaited())
    [of_post] = choosing.choices(cast, post_id=post)
    [first] = choosing.choices(cast, offer_id=made["ordered_offer"])
    [later] = choosing.choices(cast, offer_id=made["waiting_offer"])
    [word] = choosing.confirmations(cast)
    return made | {"choice": first.id, "later_choice": later.id, "post_choice": of_post.id, "confirmation": word.id}
