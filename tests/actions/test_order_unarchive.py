"""order.unarchive: an order back in lists and pickers; nothing else depends on it."""

from .archiving import ORDER, UnarchiveTests


class TestUnarchiveOrder(UnarchiveTests):
    verb, wrong, of = "order.unarchive", "otto", ORDER
