"""The verbs by which an order that was minted elsewhere comes to stand here, as verify asks for them."""

ADDS = ("offer.add_order", "jobpost.add_order")
"""An order is added while somebody is hired: the entry is the offer's or the post's, and names the order."""
LOADS = ("order.load", "order.load_shared", "order.share")
MANY = "order.load_many"
"""What it writes is in its own entry; each order that it loads has one of `LOADS` beside it."""
LOADED = ", ".join(f"'{verb}'" for verb in LOADS + ADDS)
"""All of them, as SQL lists them."""
