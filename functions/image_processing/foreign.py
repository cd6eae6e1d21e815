"""What a file is by its own first bytes, and whether it is something else as well (a polyglot).

Pictures are made anew, so nothing that hides in one is ever served; a document is kept as it is. Both are
refused when another program would take them for an archive, a page or a script: whoever made such a file
meant no good. Pixels themselves are not searched, since in compressed data any few bytes occur by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from functions.image_processing.refused import Refused
from shared.media.kinds import PDF

JPEG, PNG, WEBP, GIF = "image/jpeg", "image/png", "image/webp", "image/gif"

# How programs tell: pages and scripts by their tags, a document by %PDF- within its first kilobyte.
_MARKUP = re.compile(rb"<(script|svg|html|body|iframe|\?php|!doctype\s+html)\b", re.IGNORECASE)
_SCRIPT = re.compile(rb"\A(#!|MZ|\x7fELF|PK\x03\x04|Rar!|7z\xbc\xaf)")
_PDF_WITHIN = 1024
# An archive is read from its end: this record, then a comment of at most 64 kB (APPNOTE.TXT, 4.3.16).
_END_OF_ZIP, _END_BYTES, _COMMENT_BYTES = b"PK\x05\x06", 22, 65535


def kind_of(data: bytes) -> str | None:
    """The media type of one of the five kinds, None for anything else (SVG, HEIC, text, …)."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return GIF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    return PDF if data.startswith(b"%PDF-") else None


def refuse(data: bytes, kind: str) -> None:
    """Raises Refused for what is not only of this kind, and for a document that has no end."""
    if _is_archive(data):
        raise Refused("hidden-content")
    if kind == PDF:
        if b"%%EOF" not in data[-_PDF_WITHIN:]:
            raise Refused("broken-document")
        return
    if b"%PDF-" in data[:_PDF_WITHIN]:
        raise Refused("hidden-content")
    *inside, behind = _beside_pixels(data, kind)
    if any(map(_MARKUP.search, (*inside, behind))) or _SCRIPT.match(behind):
        raise Refused("hidden-content")


def _is_archive(data: bytes) -> bool:
    """Whether the file ends as a zip does, with a comment of just the length that it names."""
    start = max(0, len(data) - _END_BYTES - _COMMENT_BYTES)
    at = data.find(_END_OF_ZIP, start)
    while at >= 0:
        comment = int.from_bytes(data[at + 20 : at + 22], "little")
        if at + _END_BYTES <= len(data) and at + _END_BYTES + comment >= len(data):
            return True
        at = data.find(_END_OF_ZIP, at + 1)
    return False


def _beside_pixels(data: bytes, kind: str) -> Iterator[bytes]:
    """Everything but the pixels: comments and other metadata, and as the last what stands behind the picture
    (photos of telephones have a second picture or a film there)."""
    parts = {JPEG: _of_jpeg, PNG: _of_png, WEBP: _of_webp, GIF: _of_gif}[kind]
    yield from parts(data)


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    """Segments up to the first scan (ITU T.81, B.1): in a scan FF is followed by 00, so FF D9 is its end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
        if data[at + 1] == 0xFF:  # fill
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] >= 0xE0:  # applications' data and comments
            yield data[at + 4 : at + 2 + length]
        at += 2 + max(2, length)
    end = data.find(b"\xff\xd9", at)
    yield data[end + 2 :] if end >= 0 else b""


def _of_png(data: bytes) -> Iterator[bytes]:
    """Chunks (PNG specification, 5.3)."""
    at = 8
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if name not in (b"IDAT", b"fdAT"):
            yield data[at + 8 : at + 8 + length]
        at += 12 + length
        if name == b"IEND":
            break
    yield data[at:]


def _of_webp(data: bytes) -> Iterator[bytes]:
    """Chunks of RIFF, padded to even lengths (RFC 9649, 2.3)."""
    at, end = 12, 8 + int.from_bytes(data[4:8], "little")
    while at + 8 <= min(end, len(data)):
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name not in (b"VP8 ", b"VP8L", b"ALPH", b"ANMF"):
            yield data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    yield data[max(at, end) :]


def _of_gif(data: bytes) -> Iterator[bytes]:
    """Blocks (GIF89a, appendix B): extensions are looked at, pictures are passed over."""
    at = 13 + _colours(data, 10)
    while at < len(data) and data[at] in (0x21, 0x2C):
        start = at + 2 if data[at] == 0x21 else at + 11 + _colours(data, at + 9)
        block, end = _sub_blocks(data, start)
        if data[at] == 0x21:
            yield block
        at = end
    yield data[at + 1 :]


def _colours(data: bytes, at: int) -> int:
    """Bytes of the table of colours that the flags at this place announce."""
    flags = data[at] if at < len(data) else 0
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _sub_blocks(data: bytes, at: int) -> tuple[bytes, int]:
    """What the chain of sub-blocks holds, and where it has ended."""
    parts = []
    while at < len(data) and data[at]:
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(parts), at + 1
