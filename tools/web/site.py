"""The built site as files: what each is called, contains, and how long it may be cached."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tools.web.errors import WebError

INDEX = "index.html"
# Vite puts a hash of the content into the names below this, so that a name never changes its content.
ASSETS = "assets/"

_FOREVER = "public, max-age=31536000, immutable"
_ASK_FIRST = "no-cache"  # kept, but checked with the server each time; answered with 304 while unchanged

_CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_LAST = {INDEX: 2, "sw.js": 3}  # the worker takes the page only as it was built


@dataclass(frozen=True)
class SiteFile:
    """A file of the site: `key` is its path below the site's root, without a leading slash."""

    key: str
    path: Path
    sha256: str
    content_type: str

    @property
    def hashed(self) -> bool:
        return self.key.startswith(ASSETS)

    @property
    def cache_control(self) -> str:
        return _FOREVER if self.hashed else _ASK_FIRST

    @property
    def stage(self) -> int:
        """When it goes up: first what others refer to, so that no page ever asks for what is not there."""
        return 0 if self.hashed else _LAST.get(self.key, 1)


def site_files(folder: Path) -> list[SiteFile]:
    """The files of a built site; hidden ones (the build's own notes) stay out.

    Raises WebError when there is no build, or a file of a kind whose content type is not known.
    """
    if not (folder / INDEX).is_file():
        raise WebError(f"{folder} holds no built web app. Run `invoke web.build` first.")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    keys = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return [_site_file(key, path) for key, path in keys if not f"/{key}".count("/.")]


def _site_file(key: str, path: Path) -> SiteFile:
    content_type = _CONTENT_TYPES.get(path.suffix)
    if content_type is None:
        raise WebError(f"{key}: no content type is known for {path.suffix}. Add it in tools/web/site.py.")
    return SiteFile(key, path, hashlib.sha256(path.read_bytes()).hexdigest(), content_type)
