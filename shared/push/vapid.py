"""Who sends: VAPID (RFC 8292), a signed word to the push service. Keys: `VAPID#PUSH`/`KEY`, made when they
are first wanted. Browsers subscribe with the public one, so it stays for ever: another key, and nobody gets
any more."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shared.push.encoding import from_text, to_text
from shared.table_errors import ConditionFailed

if TYPE_CHECKING:
    from shared.table import Table

KEY = ("VAPID#PUSH", "KEY")
# A day at most, says RFC 8292; half of it, for clocks that differ.
_VALID = timedelta(hours=12)


class Vapid:
    """Signs with the key in `table`. Kept while a function is warm. Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def public_key(self) -> str:
        """As browsers want it (applicationServerKey): base64url of the uncompressed point."""
        return str(self._item["public"])

    def authorization(self, endpoint: str, contact: str, now: datetime) -> str:
        """The header for a request to `endpoint`. contact: mailto: or https: of whom the push service may
        tell when something is wrong."""
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + _VALID).timestamp()),
            "sub": contact,
        }
        head_and_claims = ({"typ": "JWT", "alg": "ES256"}, claims)
        signed = ".".join(to_text(json.dumps(part).encode()) for part in head_and_claims)
        return f"vapid t={signed}.{to_text(self._signature(signed.encode()))},k={self.public_key}"

    def _signature(self, signed: bytes) -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        r, s = decode_dss_signature(self._key.sign(signed, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    @cached_property
    def _item(self) -> dict[str, Any]:
        return self._table.get(*KEY, consistent=True) or self._make()

    @cached_property
    def _key(self) -> Any:
        from cryptography.hazmat.primitives.asymmetric import ec

        return ec.derive_private_key(int.from_bytes(from_text(self._item["private"]), "big"), ec.SECP256R1())

    def _make(self) -> dict[str, Any]:
        from cryptography.hazmat.primitives.asymmetric import ec

        number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        item = {"pk": KEY[0], "sk": KEY[1], "private": to_text(number.to_bytes(32, "big"))}
        item["public"] = to_text(_point(number))
        try:
            self._table.put(item, only_if_new=True)
        except ConditionFailed as sooner:
            return sooner.item or item
        return item


def _point(number: int) -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
