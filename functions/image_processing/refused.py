"""Why an upload may be refused, in words for the person whose it is."""

from __future__ import annotations

REASONS = {
    "too-large": "The file has more than 15 MB.",
    "another-type": "The file is not what its name says. JPEG, PNG, WebP, GIF and PDF can be uploaded.",
    "broken": "The picture cannot be read: it is broken or not complete.",
    "too-many-pixels": "The picture has more than 40 megapixels. Make it smaller and upload it again.",
    "hidden-content": "The file holds something else beside what it shows, such as an archive or a script.",
    "broken-document": "The document cannot be read: it is broken or not complete.",
}


class Refused(Exception):
    """`code` is one of REASONS, whose sentence is the text of the error."""

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code])
        self.code = code
