"""What may become a company's logo. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.formats.pictures import MOST_PIXELS
from counterfoil.foundation.kernel.refusals import Reason

from .models import MOST_LOGO, PICTURES
from .values import LogoFile


def upload_logo(file: LogoFile) -> list[Reason]:
    """A PNG or JPEG that can be shown, small enough to be in every order that is printed."""
    reasons = []
    if file.size > MOST_LOGO:
        sentence = _(
            "This file has %(size)s KB; a logo has at most %(most)s KB. Nothing was changed. Make it smaller and send it again."
        )
        facts = {"size": -(-file.size // 1024), "most": MOST_LOGO // 1024}
        reasons.append(Reason("logo_too_large", sentence, facts))
    elif file.media_type not in PICTURES:
        sentence = _(
            "This is no picture that can be printed: a logo is a PNG or a JPEG. Nothing was changed. Save it as one of them, "
            "and send it again."
        )
        reasons.append(Reason("no_picture", sentence))
    if file.width * file.height > MOST_PIXELS:
        sentence = _(
            "This picture has %(width)s × %(height)s points; a logo has at most %(most)s in all. Nothing was changed. Make it "
            "smaller and send it again."
        )
        facts = {"width": file.width, "height": file.height, "most": MOST_PIXELS}
        reasons.append(Reason("too_many_points", sentence, facts))
    if file.for_press:
        sentence = _(
            "The colours of this picture are those of a printing press (CMYK). Nothing was changed. Save it in the colours of a "
            "screen (RGB), and send it again."
        )
        reasons.append(Reason("colours_of_a_press", sentence))
    return reasons
