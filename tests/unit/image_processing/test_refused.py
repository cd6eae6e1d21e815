"""Hostile and broken uploads: each is refused with its reason, and none takes much memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.image_processing import foreign
from functions.image_processing.pictures import made
from functions.image_processing.refused import REASONS, Refused
from tests.support.hostile import GIF, JPEG, PDF, PNG, WEBP, Upload, corpus
from tests.support.media import Person, picture
from tests.support.thorough import examples

pytestmark = pytest.mark.exhaustive

CORPUS = {one.name: one for one in corpus()}
GOOD = {
    kind: picture(form, (40, 30))
    for form, kind in (("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP), ("GIF", GIF))
}
# What the interpreter, its libraries and a picture of some megapixels take.
MOST_BYTES = 300 * 1024 * 1024


@pytest.mark.parametrize("upload", CORPUS.values(), ids=CORPUS)
def test_it_is_refused_with_its_reason_and_leaves_nothing(ada: Person, upload: Upload) -> None:
    purpose = {"purpose": "task", "ref": "01K0000000000000000000000T"}
    ada.table.put({"pk": "USER#ada", "sk": "TASK#01K0000000000000000000000T"})
    file_id = ada.new(content_type=upload.content_type, **purpose)
    shown = ada.upload(file_id, upload.data)
    assert (shown["status"], shown["reason"]) == ("refused", REASONS[upload.code])
    assert (shown["url"], shown["variants"]) == (None, {})
    assert ada.keys() == []


def test_the_whole_corpus_takes_little_memory() -> None:
    """In a process of its own, which may not have more."""
    code = f"""
import resource
from tools.bench.memory import peak_bytes
resource.setrlimit(resource.RLIMIT_AS, ({MOST_BYTES * 4}, {MOST_BYTES * 4}))
from functions.image_processing import foreign
from functions.image_processing.pictures import made
from functions.image_processing.refused import Refused
from tests.support.hostile import corpus
for upload in corpus():
    try:
        foreign.refuse(upload.data, foreign.kind_of(upload.data) or "image/jpeg")
        list(made(upload.data))
    except Refused:
        pass
print(peak_bytes())
"""
    root = Path(__file__).parents[3]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert int(ran.stdout) < MOST_BYTES


@examples(60)
@given(
    kind=st.sampled_from(sorted(GOOD)),
    cuts=st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=6)), min_size=1, max_size=4),
)
def test_whatever_is_broken_is_refused_or_shown_and_never_an_error(
    kind: str, cuts: list[tuple[int, bytes]]
) -> None:
    data = bytearray(GOOD[kind])
    for at, new in cuts:
        start = at % len(data)
        data[start : start + len(new)] = new
    broken = bytes(data)
    try:
        foreign.refuse(broken, kind)
        for one in made(broken):
            assert max(one.width, one.height) <= one.size
    except Refused as refused:
        assert refused.code in REASONS


@examples(60)
@given(kind=st.sampled_from([*GOOD, PDF]), data=st.binary(max_size=200))
def test_any_bytes_can_be_looked_through(kind: str, data: bytes) -> None:
    try:
        foreign.refuse(GOOD.get(kind, b"%PDF-")[:16] + data, kind)
    except Refused as refused:
        assert refused.code in REASONS


@pytest.mark.parametrize(
    "behind", [b"\0\0\0\x1cftypmp42" + bytes(5000), picture(), b"\0" * 100, b"SEFT\x01\x02"]
)
def test_what_telephones_put_behind_a_photo_is_no_reason(behind: bytes) -> None:
    foreign.refuse(picture() + behind, JPEG)
    assert len(list(made(picture() + behind))) == 3


def test_an_end_of_an_archive_by_chance_is_no_reason() -> None:
    foreign.refuse(picture() + b"PK\x05\x06" + bytes(16) + b"\x05\x00" + bytes(400), JPEG)
