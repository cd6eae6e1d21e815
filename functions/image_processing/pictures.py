"""A picture in three sizes: upright, in sRGB, and without anything but its pixels.

Made to be quick (docs/files.md has figures): a JPEG is read at a fraction of its size where that is
enough, each size is made from the one before, and WebP is written with little effort.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

# The plugins by name: looking for the one of a format, Pillow would load those of all forty.
from PIL import GifImagePlugin, Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from functions.image_processing.refused import Refused
from shared.media.kinds import SIZES

FORMATS = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
        GifImagePlugin.GifImageFile,
    )
)
QUALITY, METHOD = 80, 2
# A profile of colours is some hundred bytes to some hundred kilobytes.
MAX_PROFILE_BYTES = 1024 * 1024

_SCALABLE = ("RGB", "L", "CMYK")
# EXIF's orientation, and what turns such a picture upright (CIPA DC-008, 4.6.4).
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# More raises a warning, which is made an error, as soon as Pillow has read how large a picture says it is.
Image.MAX_IMAGE_PIXELS = 40_000_000


class Picture(NamedTuple):
    """One variant as WebP. size: of the box that it fits into."""

    size: int
    width: int
    height: int
    data: bytes


def made(data: bytes) -> Iterator[Picture]:
    """The picture in all sizes, the largest first; no larger than it is. Raises Refused."""
    image = _read(data)
    for size in SIZES:
        image = _fitted(image, size)
        yield Picture(size, *image.size, _webp(image))


def _read(data: bytes) -> Image.Image:
    """The picture, upright, in the largest of the sizes. Raises Refused."""
    with _refusing(), Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        opened.draft("RGB", _box(opened.size, SIZES[0]))
        opened.load()
        turned, profile = _orientation(opened), opened.info.get("icc_profile")
        image = _fitted(_plain(opened), SIZES[0])
        image = _in_srgb(image, profile)
    return image.transpose(_TURNS[turned]) if turned in _TURNS else image


@contextmanager
def _refusing() -> Iterator[None]:
    """What decoders raise is of many kinds, and all of it means that the file cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except Refused:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused("too-many-pixels") from error
    except Exception as error:
        raise Refused("broken") from error


def _orientation(image: Image.Image) -> int:
    """EXIF's, 1 (upright) where it cannot be read: that spoils no picture."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - as many kinds as there are ways to break a file
        return 1


def _plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled: grey, RGB, CMYK, or RGBA when some of it is transparent."""
    if image.mode.startswith("I"):  # 16 bits a pixel
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in _SCALABLE else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as browsers take them when nothing else is said. A profile that is broken, or not for pictures
    of this mode, is as none."""
    if profile and len(profile) <= MAX_PROFILE_BYTES:
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        image = converted or image
    return image if image.mode in ("RGB", "RGBA") else image.convert("RGB")


def _fitted(image: Image.Image, size: int) -> Image.Image:
    """The picture scaled into the box, or itself when it fits already."""
    box = _box(image.size, size)
    return image if box == image.size else image.resize(box, Image.Resampling.HAMMING, reducing_gap=2.0)


def _box(whole: tuple[int, int], size: int) -> tuple[int, int]:
    """Width and height in the box of `size`, never larger than the picture."""
    scale = min(1.0, size / max(whole))
    return max(1, round(whole[0] * scale)), max(1, round(whole[1] * scale))


def _webp(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "WEBP", quality=QUALITY, method=METHOD)
    return written.getvalue()
