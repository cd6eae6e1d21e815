"""What kinds of files a person may add, and to what."""

from __future__ import annotations

from typing import Literal

Purpose = Literal["photo", "task", "note", "checkin"]
ContentType = Literal["image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"]

PDF = "application/pdf"
IMAGES = ("image/jpeg", "image/png", "image/webp", "image/gif")
MAX_BYTES = 15 * 1024 * 1024
# Of the box that a picture is scaled into, the largest first: each is made from the one before.
SIZES = (1280, 512, 128)
# Files of one task, note or day; photos of a person, of which one is in use.
MAX_FILES = 20
# Of one person, as they were announced: what is made of pictures is smaller.
MAX_STORED_FILES = 5000
MAX_STORED_BYTES = 5 * 10**9
