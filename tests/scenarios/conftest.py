"""Whole stories, told with the cast of the verbs' tests."""

from ..actions.conftest import _committed, cast

__all__ = ["_committed", "cast"]
