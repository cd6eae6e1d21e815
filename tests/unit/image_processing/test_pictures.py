"""What becomes of a picture that is good."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from PIL import Image, ImageCms

from functions.image_processing.pictures import made
from tests.support.hostile import GIF, JPEG, PNG, WEBP, png_with_text, with_segment
from tests.support.media import Person, opened, picture

pytestmark = pytest.mark.exhaustive

FORMS = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP, "GIF": GIF}
SECRET = "Trafalgar Square 51.508N"


def largest(data: bytes) -> Image.Image:
    return opened(next(made(data)).data)


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_is_shown_in_three_sizes(ada: Person, form: str) -> None:
    data = picture(form, (1600, 800))
    shown = ada.upload(ada.new(content_type=FORMS[form]), data)
    path = f"/media/ada/{shown['id']}"
    assert shown["status"] == "ready"
    assert shown["variants"] == {
        "1280": {"url": f"{path}/1280.webp", "width": 1280, "height": 640},
        "512": {"url": f"{path}/512.webp", "width": 512, "height": 256},
        "128": {"url": f"{path}/128.webp", "width": 128, "height": 64},
    }
    assert (shown["url"], shown["size"]) == (f"{path}/1280.webp", len(data))
    for (_, key), stored in ada.s3.objects.items():
        assert stored["ContentType"] == "image/webp" and "private" in stored["CacheControl"]
        image = opened(stored["Body"])
        variant = shown["variants"][key.rpartition("/")[2].removesuffix(".webp")]
        assert (image.format, image.size) == ("WEBP", (variant["width"], variant["height"]))


@pytest.mark.parametrize(
    ("size", "expected"), [((60, 40), (60, 40)), ((3000, 1), (1280, 1)), ((1, 1), (1, 1))]
)
def test_a_picture_is_never_made_larger(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert next((one.width, one.height) for one in made(picture("PNG", size))) == expected


def test_a_large_photo_is_sharp_at_every_size() -> None:
    """Made from a fraction of its pixels, it looks as one that is made from all of them."""
    data = picture(size=(2600, 1950), quality=95)
    for one in made(data):
        plain = opened(data).resize((one.width, one.height), Image.Resampling.LANCZOS)
        pairs = zip(plain.tobytes(), opened(one.data).convert("RGB").tobytes(), strict=True)
        assert sum(abs(a - b) for a, b in pairs) / (3 * one.width * one.height) < 3


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_however_the_telephone_was_held(orientation: int) -> None:
    """The picture is dark on its left; each orientation says how the stored pixels were turned."""
    upright = opened(picture("PNG", (90, 60)))
    stored = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip
    exif, written = Image.Exif(), io.BytesIO()
    exif[0x0112] = orientation
    (upright.transpose(stored) if stored is not None else upright).save(written, "JPEG", exif=exif)
    shown = largest(written.getvalue()).convert("L")
    assert shown.size == (90, 60)
    left, right = shown.getpixel((5, 30)), shown.getpixel((85, 30))
    assert isinstance(left, int) and isinstance(right, int) and left < 60 < 190 < right


def test_a_broken_orientation_spoils_no_photo() -> None:
    data = with_segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01")
    assert largest(data).size == (64, 48)


def secrets() -> dict[str, bytes]:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825)[1] = "N"
    xmp = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return {
        "jpeg": picture(exif=exif, xmp=xmp, icc_profile=profile, comment=SECRET.encode()),
        "png": png_with_text(SECRET),
        "png, more": picture("PNG", exif=exif, icc_profile=profile),
        "webp": picture("WEBP", exif=exif, xmp=xmp, icc_profile=profile),
        "gif": picture("GIF", comment=SECRET.encode()),
    }


@pytest.mark.parametrize("data", secrets().values(), ids=secrets())
def test_nothing_but_the_pixels_is_left(data: bytes) -> None:
    for one in made(data):
        assert SECRET.encode() not in one.data
        assert chunks_of(one.data) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
        assert not {"exif", "xmp", "icc_profile", "comment"} & opened(one.data).info.keys()


def chunks_of(webp: bytes) -> set[bytes]:
    found, at = set(), 12
    while at < len(webp):
        found.add(webp[at : at + 4])
        length = struct.unpack("<I", webp[at + 4 : at + 8])[0]
        at += 8 + length + length % 2
    return found


def test_colours_are_those_of_the_pictures_profile() -> None:
    """A profile that takes red for green: without it the picture would be shown in wrong colours."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tmp_", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmp_", b"gXYZ", 1)
    written = io.BytesIO()
    Image.new("RGB", (32, 32), (200, 30, 30)).save(written, "PNG", icc_profile=swapped)
    red, green, _ = pixel(largest(written.getvalue()))
    assert green > 150 > 80 > red


@pytest.mark.parametrize("profile", [b"rubbish", bytes(2 * 1024 * 1024)])
def test_a_profile_that_is_none_changes_nothing(profile: bytes) -> None:
    written = io.BytesIO()
    Image.new("RGB", (32, 32), (200, 30, 30)).save(written, "JPEG", icc_profile=profile)
    red, green, blue = pixel(largest(written.getvalue()))
    assert red > 180 and green < 50 and blue < 50


def pixel(image: Image.Image) -> tuple[int, int, int]:
    found = image.convert("RGB").getpixel((16, 16))
    assert isinstance(found, tuple)
    red, green, blue = found
    return int(red), int(green), int(blue)


def in_mode(mode: str, colour: Any, **options: Any) -> bytes:
    written = io.BytesIO()
    form = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (32, 32), colour).save(written, form, **options)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (in_mode("L", 200), (200, 200, 200)),
        (in_mode("1", 1), (255, 255, 255)),
        (in_mode("I;16", 200 * 256), (200, 200, 200)),
        (in_mode("LA", (200, 255)), (200, 200, 200)),
        (in_mode("CMYK", (0, 255, 255, 0)), (254, 0, 0)),
        (in_mode("RGBA", (200, 30, 30, 255)), (200, 30, 30)),
    ],
    ids=["grey", "black and white", "16 bits", "grey with alpha", "CMYK", "RGBA"],
)
def test_every_kind_of_pixel_becomes_its_colour(data: bytes, expected: tuple[int, int, int]) -> None:
    shown = pixel(largest(data))
    assert all(abs(is_ - was) <= 8 for is_, was in zip(shown, expected, strict=True))


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_what_is_transparent_stays_so(mode: str) -> None:
    image = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    written = io.BytesIO()
    image.convert(mode).save(written, "PNG", **({"transparency": 0} if mode == "P" else {}))
    shown = largest(written.getvalue())
    assert shown.mode == "RGBA" and shown.getchannel("A").getextrema() == (0, 0)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_is_shown(form: str) -> None:
    red, blue = (Image.new("RGB", (32, 32), colour) for colour in ((200, 0, 0), (0, 0, 200)))
    written = io.BytesIO()
    red.save(written, form, save_all=True, append_images=[blue])
    shown = largest(written.getvalue())
    assert getattr(shown, "n_frames", 1) == 1
    assert pixel(shown)[0] > 150
