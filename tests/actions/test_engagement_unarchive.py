"""engagement.unarchive: an engagement back in lists and pickers; nothing else depends on it."""

from .archiving import ENGAGEMENT, UnarchiveTests


class TestUnarchiveEngagement(UnarchiveTests):
    verb, wrong, of = "engagement.unarchive", "petra", ENGAGEMENT
