"""The purchase order as a PDF, rendered from its frozen document. Data goes in as JSON and can't inject markup."""

from .page import Field, Line, Logo, Noted, Page, Sum
from .rendering import render
from .wording import Language, language, languages

__all__ = ["Field", "Language", "Line", "Logo", "Noted", "Page", "Sum", "language", "languages", "render"]
