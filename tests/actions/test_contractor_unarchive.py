"""contractor.unarchive: a contractor back in lists and pickers; nothing else depends on it."""

from .archiving import CONTRACTOR, UnarchiveTests


class TestUnarchiveContractor(UnarchiveTests):
    verb, wrong, of = "contractor.unarchive", "petra", CONTRACTOR
