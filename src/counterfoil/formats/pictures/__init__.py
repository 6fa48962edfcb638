"""Pictures that somebody brings: what they are is what their bytes say, whatever they are called."""

import io
from dataclasses import dataclass

from PIL import Image

MOST_PIXELS = 4_000_000
"""A picture with more is not even decoded: unpacked, a small file can fill the memory."""
_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}


@dataclass(frozen=True)
class Picture:
    """A picture that can be shown. One in the colours of a press is `for_press`: a file that is to be kept can't hold it."""

    media_type: str
    width: int
    height: int
    for_press: bool = False

    @property
    def pixels(self) -> int:
        """How many points it has."""
        return self.width * self.height


def read(content: bytes) -> Picture | None:
    """What picture it is, or None where it is none. One within `MOST_PIXELS` is decoded to its last row.

    PNG and JPEG alone: an SVG is a program, and may read what lies on the network.
    """
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_KINDS)) as image:
            found = Picture(_KINDS[image.format or ""], *image.size, image.mode == "CMYK")
            if found.pixels <= MOST_PIXELS:
                image.load()
    except Exception:
        # Pillow's decoders raise whatever they stumble over: a picture on which one does is none.
        return None
    return found if found.pixels else None
