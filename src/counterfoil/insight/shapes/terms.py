"""How payment terms look: in the form in which they are kept, and in words."""

from typing import Annotated

from counterfoil.foundation.kernel.terms_words import words

from .shape import Told

TermsWords = Annotated[str, Told(lambda row: words(row.payment_terms))]
