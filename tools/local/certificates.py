"""The database's TLS: an authority of this local cloud only, and a certificate for the database's names.

Runs in the emulator's environment, which has `cryptography`.
"""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_AUTHORITY_DAYS, _CERTIFICATE_DAYS, _RENEW_DAYS = 3650, 397, 30


def ensure_certificates(folder: Path, names: list[str]) -> None:
    """Makes or renews ca.pem, server.pem and server.key in `folder`; `names`: DNS names, also wildcards."""
    if _holds(folder, names):
        return
    now = datetime.now(UTC)
    authority_key = _authority_key(folder, now)
    authority = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    addresses = [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        _builder("Daybook local database", authority.subject, key, now, _CERTIFICATE_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([*map(x509.DNSName, names), *addresses]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
        )
        .sign(authority_key, hashes.SHA256())
    )
    _write_key(folder / "server.key", key)
    (folder / "server.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _holds(folder: Path, names: list[str]) -> bool:
    """Whether there is a certificate for exactly these names that lasts a while."""
    try:
        certificate = x509.load_pem_x509_certificate((folder / "server.pem").read_bytes())
        held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    renew_at = certificate.not_valid_after_utc - timedelta(days=_RENEW_DAYS)
    return set(held.get_values_for_type(x509.DNSName)) == set(names) and datetime.now(UTC) < renew_at


def _authority_key(folder: Path, now: datetime) -> ec.EllipticCurvePrivateKey:
    try:
        held = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), None)
        authority = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
        lasts = authority.not_valid_after_utc > now + timedelta(days=_CERTIFICATE_DAYS)
        if lasts and isinstance(held, ec.EllipticCurvePrivateKey):
            return held
    except (OSError, ValueError):
        pass  # There is none yet, or half of one: it is made anew.
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Daybook local authority")
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    authority = (
        _builder("Daybook local authority", name, key, now, _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(folder / "ca.key", key)
    (folder / "ca.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    return key


def _builder(
    name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=days))
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
