"""`python -m tools.certs`: which certificates are kept, and that those in the repository still are fit for
use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.certificates import self_signed
from tools.certs.__main__ import PROXY, TARGET, main, write
from tools.certs.bundle import Authority, by_region, of_proxies, read_pem

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def authority(name: str, days: int = 1, is_root: bool = True) -> Authority:
    return Authority(name, NOW + timedelta(days=days), "PEM", is_root)


def test_valid_roots_are_sorted_by_region() -> None:
    kept = authority("Amazon RDS eu-west-2 Root CA RSA2048 G1")
    other = authority("Amazon RDS ap-southeast-1 Root CA ECC384 G1")
    dropped = [
        authority("Amazon RDS eu-west-2 Root CA RSA4096 G1", days=-1),
        authority("Amazon RDS eu-west-2 Root CA RSA4096 G1", is_root=False),
        authority("Amazon RDS Preview us-east-2 Root CA RSA4096 G1"),
        authority("Amazon RDS eu-west-2 2019 CA"),
        authority("Amazon Root CA 1"),
    ]

    assert by_region([kept, *dropped, other], NOW) == {"eu-west-2": [kept], "ap-southeast-1": [other]}


def test_the_roots_of_proxies_are_amazons_public_ones() -> None:
    kept = authority("Amazon Root CA 1")
    dropped = [
        authority("Amazon Root CA 2", days=-1),
        authority("Amazon Root CA 3", is_root=False),
        authority("Amazon RDS eu-west-2 Root CA RSA2048 G1"),
        authority("Starfield Services Root Certificate Authority - G2"),
    ]

    assert of_proxies([kept, *dropped], NOW) == [kept]


def test_a_broken_certificate_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match=r"PEM|ASN|base64|parse"):
        read_pem("-----BEGIN CERTIFICATE-----\nnot base64 at all!\n-----END CERTIFICATE-----")


def test_a_bundle_without_any_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file: file.read_text() for file in TARGET.glob("*.pem")}

    assert main(["--bundle", self_signed("example.org", tmp_path)[0]]) == 1
    assert "nothing was changed" in capsys.readouterr().err
    assert {file: file.read_text() for file in TARGET.glob("*.pem")} == before


def test_the_committed_files_hold_valid_roots_of_their_own_region() -> None:
    files = sorted(file for file in TARGET.glob("*.pem") if file.stem != PROXY)

    assert "eu-west-2" in {file.stem for file in files}
    for file in files:
        regions = by_region(read_pem(file.read_text()), datetime.now(UTC))
        assert {region: len(roots) for region, roots in regions.items()} == {file.stem: 3}, (
            f"run `python -m tools.certs`: {file}"
        )


def test_the_committed_roots_of_proxies_are_valid() -> None:
    authorities = read_pem((TARGET / f"{PROXY}.pem").read_text())

    assert len(of_proxies(authorities, datetime.now(UTC))) == len(authorities) == 4


def test_amazons_own_bundle_leaves_the_roots_of_proxies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = authority("Amazon RDS eu-west-2 Root CA RSA2048 G1")
    monkeypatch.setattr("tools.certs.__main__.TARGET", tmp_path)
    for stale in ("gone-west-1", PROXY):
        (tmp_path / f"{stale}.pem").write_text("before")
    write({"eu-west-2": [root]}, [], source="global.pem")

    assert {file.stem for file in tmp_path.glob("*.pem")} == {"eu-west-2", PROXY}
    assert (tmp_path / f"{PROXY}.pem").read_text() == "before"
