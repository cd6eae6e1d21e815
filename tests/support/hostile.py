"""Broken and hostile uploads, made here: what they claim to be, and the code with which they are refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, PngImagePlugin

from tests.support.media import picture

JPEG, PNG, GIF, WEBP, PDF = "image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"
A_PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


class Upload(NamedTuple):
    name: str
    content_type: str
    data: bytes
    code: str


def corpus() -> Iterator[Upload]:
    for name, kind, data in _others():
        yield Upload(name, kind, data, "another-type")
    for name, kind, data in _broken():
        yield Upload(name, kind, data, "broken")
    for name, kind, data in _huge():
        yield Upload(name, kind, data, "too-many-pixels")
    for name, kind, data in _polyglots():
        yield Upload(name, kind, data, "hidden-content")
    yield Upload("a document without an end", PDF, A_PDF.replace(b"%%EOF", b""), "broken-document")
    yield Upload("more than 15 MB", JPEG, picture() + bytes(15 * 1024 * 1024), "too-large")


def chunk(name: bytes, data: bytes) -> bytes:
    """Of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes, pixels: bytes = b"", depth: int = 8, kind: int = 2) -> bytes:
    """A PNG with this header, whatever its pixels are; `chunks` stand before them."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    """Of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def with_segment(marker: int, data: bytes) -> bytes:
    """A good JPEG with one more segment at its beginning."""
    good = picture()
    return good[:2] + segment(marker, data) + good[2:]


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written:
        written.writestr("run.js", "alert(1)")
    return made.getvalue()


def _others() -> Iterator[tuple[str, str, bytes]]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield "svg", PNG, svg
    yield "svg behind an XML declaration", JPEG, b'<?xml version="1.0"?>' + svg
    yield "a page", GIF, b"<html><script>alert(1)</script></html>"
    yield "text", WEBP, b"hello"
    yield "nothing", JPEG, b""
    yield "a PNG that says JPEG", JPEG, picture("PNG")
    yield "a JPEG that says PDF", PDF, picture()
    yield "a document that says PNG", PNG, A_PDF
    yield "a program", JPEG, b"MZ" + bytes(100)
    yield "heic", JPEG, b"\0\0\0\x18ftypheic" + bytes(100)
    for form in ("BMP", "TIFF", "ICO", "PPM", "TGA", "JPEG2000", "PCX"):
        yield form, JPEG, picture(form)
    yield "postscript", JPEG, b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"


def _broken() -> Iterator[tuple[str, str, bytes]]:
    for form, kind in (("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP), ("GIF", GIF)):
        good = picture(form, (200, 150))
        yield f"{form}: its first bytes", kind, good[:12]
        yield f"{form}: half of it", kind, good[: len(good) // 2]
        yield f"{form}: noise behind a good beginning", kind, good[:40] + bytes(range(256)) * 8
    yield "a PNG without pixels", PNG, png(100, 100)
    yield "a PNG with pixels of another", PNG, png(100, 100, pixels=zlib.compress(b"short"))
    yield "a PNG of no size", PNG, png(0, 0, pixels=zlib.compress(b""))
    bomb = zlib.compress(bytes(64 * 1024 * 1024), 9)
    yield "64 MB of text in 64 kB", PNG, png(9, 9, chunk(b"zTXt", b"a\0\0" + bomb))
    yield "64 MB of colours in 64 kB", PNG, png(9, 9, chunk(b"iCCP", b"a\0\0" + bomb))
    texts = [chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(1024 * 1024 - 1), 9))] * 80
    yield "80 texts of a megabyte", PNG, png(9, 9, *texts)
    yield "a JPEG of segments only", JPEG, b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + bytes(60)) * 1000
    yield "a chunk of two gigabytes", PNG, png(9, 9)[:33] + b"\x7f\xff\xff\xffIDAT"


def _huge() -> Iterator[tuple[str, str, bytes]]:
    line = zlib.compress(bytes(1_000_000), 9)
    yield "a PNG of 400 megapixels", PNG, png(20_000, 20_000, pixels=line)
    yield "a PNG just over the limit", PNG, png(8000, 5001, pixels=line)
    yield "a PNG of one line", PNG, png(2**31 - 1, 1, pixels=line)
    good = picture()
    at = good.index(b"\xff\xc0") + 5
    yield "a JPEG of 4 gigapixels", JPEG, good[:at] + struct.pack(">HH", 65500, 65500) + good[at + 4 :]
    gif = picture("GIF")
    yield "a GIF of 4 gigapixels", GIF, gif[:6] + struct.pack("<HH", 65535, 65535) + gif[10:]
    lossless = picture("WEBP", lossless=True)
    at = lossless.index(b"VP8L") + 9
    bits = int.from_bytes(lossless[at : at + 4], "little") & ~0xFFFFFFF | 16382 | 16382 << 14
    yield "a WebP of 268 megapixels", WEBP, lossless[:at] + bits.to_bytes(4, "little") + lossless[at + 4 :]


def _polyglots() -> Iterator[tuple[str, str, bytes]]:
    page, script = b"<html><body onload=alert(1)>", b"x<ScRiPt >alert(1)</script>"
    for form, kind in (("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP), ("GIF", GIF)):
        yield f"{form} and an archive", kind, picture(form) + archive()
        yield f"{form} and a page", kind, picture(form) + page
        yield f"{form} and a program", kind, picture(form) + b"\x7fELF" + bytes(50)
    yield "an archive with a comment", PNG, picture("PNG") + archive()[:-2] + b"\x03\0abc"
    yield "a document and an archive", PDF, A_PDF + archive()
    yield "a page in a comment", JPEG, with_segment(0xFE, page)
    yield "a document in a comment", JPEG, with_segment(0xFE, A_PDF)
    yield "php in EXIF", JPEG, picture(exif=_exif(b"<?php system($_GET['c']); ?>"))
    yield "svg in a text", PNG, png_with_text('<svg onload="alert(1)">')
    yield "a script in a comment", GIF, picture("GIF", comment=script)
    yield "a script in XMP", WEBP, picture("WEBP", xmp=script)


def png_with_text(text: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", text)
    return picture("PNG", pnginfo=info)


def _exif(text: bytes) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = text.decode()  # ImageDescription
    return exif.tobytes()
