"""`invoke bench.images`: a 12-megapixel photo into three sizes, against what one writes with Pillow at first.

Both run in turns, each in a process of its own that has just started: its time, and by how much its memory
grew at most.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.bench.promises import Promise, require
from tools.bench.turns import medians
from tools.manifests import ROOT

if TYPE_CHECKING:
    from PIL import Image

ROUNDS = 7
MOST_TIME, MOST_MEMORY = 0.40, 0.35
WIDTH, HEIGHT = 4000, 3000

# As in Pillow's own tutorial: open, copy, thumbnail, save.
_NAIVE = """
def work(data):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    for size in (1280, 512, 128):
        copy = image.copy()
        copy.thumbnail((size, size), Image.Resampling.LANCZOS)
        copy.save(io.BytesIO(), "WEBP", quality=80)
"""
_DAYBOOK = """
from functions.image_processing.pictures import made
def work(data):
    list(made(data))
"""
# Imports and the reading of the file do not count.
_PROGRAM = """
import io, sys, time
from PIL import Image, ImageCms, ImageOps
from tools.bench.memory import peak_bytes
Image.init()
{work}
with open({path!r}, "rb") as file:
    data = file.read()
before, began = peak_bytes(), time.perf_counter()
work(data)
took, after = time.perf_counter() - began, peak_bytes()
print({result}, file=sys.stderr)
"""
_RESULTS = {"time": "took", "memory": "after - before"}


def main(rounds: int = ROUNDS) -> None:
    """Prints the measurements and holds them to what is promised. Raises SystemExit when that is broken."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        path.write_bytes(photo())
        measured = medians(_programs(path), rounds)
    for who in ("naive", "daybook"):
        took, grew = measured[f"{who} time"], measured[f"{who} memory"]
        print(f"{who:<8}{took * 1000:>7.0f} ms {grew / 1024**2:>6.0f} MB")
    require(
        [
            Promise(
                f"12 megapixels, {what}",
                measured[f"daybook {what}"] / measured[f"naive {what}"],
                most,
                "of naive",
            )
            for what, most in (("time", MOST_TIME), ("memory", MOST_MEMORY))
        ]
    )


def _programs(path: Path) -> dict[str, tuple[list[Path], str]]:
    import PIL

    folders = [ROOT, Path(PIL.__file__).parents[1]]
    return {
        f"{who} {what}": (folders, _PROGRAM.format(work=work, path=str(path), result=result))
        for what, result in _RESULTS.items()
        for who, work in (("naive", _NAIVE), ("daybook", _DAYBOOK))
    }


def photo() -> bytes:
    """A JPEG with as much detail at every scale as a photo has, and an orientation as telephones write it."""
    from PIL import Image

    image = Image.merge("RGB", [_clouds(), _clouds(), _clouds()])
    exif = Image.Exif()
    exif[0x0112] = 6
    written = io.BytesIO()
    image.save(written, "JPEG", quality=90, exif=exif)
    return written.getvalue()


def _clouds() -> Image.Image:
    """Noise of each scale, the finer the fainter, as in nature."""
    from PIL import Image

    made = Image.new("L", (WIDTH, HEIGHT), 128)
    for octave in range(2, 12):
        size = max(1, WIDTH >> octave), max(1, HEIGHT >> octave)
        noise = Image.effect_noise(size, 90).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        made = Image.blend(made, noise, 0.12)
    return made
