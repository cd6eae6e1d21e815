"""Bodies and answers of the files' API."""

from __future__ import annotations

from typing import Annotated, Literal

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.media.kinds import MAX_BYTES, ContentType, Purpose
from shared.models import Input, Number, Text


class UploadCreate(Input):
    """A file that is about to be uploaded."""

    purpose: Purpose
    """photo: of the profile. task, note, checkin: belongs to one of these, which `ref` names."""
    ref: Annotated[str, Text(40)] | None = None
    """The id of the task, the note or bookmark; of a check-in `<habit id>:<YYYY-MM-DD>`. None for photo."""
    name: Annotated[str, Text(200)]
    content_type: ContentType
    """A photo is a picture. PDF documents are kept as they are, pictures are made anew in three sizes."""
    size: Annotated[int, Number(1, MAX_BYTES)]
    """In bytes: the upload must not have more."""


class NewUpload(TypedDict):
    """A form to send with the file as its last field, `file`, until `expires_at` (a quarter of an hour)."""

    id: str
    url: str
    fields: dict[str, str]
    expires_at: str


class Variant(TypedDict):
    """A picture in one size."""

    url: str
    """Path below the app's address. It takes the cookies of POST /media/session."""
    width: int
    height: int


class Upload(TypedDict):
    """A file. waiting for its upload (a day at most), processing, ready, or refused for a `reason` (and gone
    a day later)."""

    id: str
    purpose: Purpose
    ref: str | None
    name: str
    content_type: ContentType
    size: int
    status: Literal["waiting", "processing", "ready", "refused"]
    reason: str | None
    variants: dict[str, Variant]
    """Of a picture that is ready: by the size of the box that it fits into, "1280", "512" and "128". A small
    picture is not made larger."""
    url: str | None
    """Where the largest variant is, or the document; null until it is ready."""
    created_at: str


class Usage(TypedDict):
    """All files of the person, those too that wait for their upload: how many, and how many bytes of those
    that there may be."""

    files: int
    bytes: int
    max_bytes: int


class UploadPage(TypedDict):
    """Files, newest first."""

    items: list[Upload]
    next_cursor: str | None
    usage: Usage


class MediaSession(TypedDict):
    """Until when the cookies that came along are good (RFC 3339)."""

    expires_at: str
