"""A gap of the CloudFront data plane: a behaviour that trusts key groups serves everybody.

What CloudFront checks of cookies with a custom policy (signed addresses are not bridged: Daybook has none):
docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-setting-signed-cookie-custom-policy.html
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

from tools.local.emulator.seams import replace, require

_PARSED = ("_dist_config_el", "_find", "_text", "_local_tag_name", "_cf_error_response")
# CloudFront's own words: https://repost.aws/knowledge-center/cloudfront-troubleshoot-signed-url-cookies
_MISSING = "Missing Key-Pair-Id query parameter or cookie value"
_DENIED = "Access denied"


def install(emulator: SimpleNamespace) -> None:
    cloudfront = emulator.cloudfront
    require(cloudfront, "_public_keys", "_key_groups", "parse_distribution_dataplane_config", *_PARSED)
    require(cloudfront, "_match_behavior")
    replace(cloudfront, "handle_viewer_request", lambda original: _checked(cloudfront, original))


def _checked(cloudfront: Any, original: Any) -> Any:
    async def handle_viewer_request(
        dist: dict,
        method: str,
        path: str,
        raw_uri: str,
        raw_query: str,
        headers: dict,
        *rest: Any,
        **named: Any,
    ) -> Any:
        groups = trusted_groups(cloudfront, dist, path)
        if groups:
            ids = [key_id for group in groups for key_id in cloudfront._key_groups[group]["Config"]["Items"]]
            keys = {key_id: cloudfront._public_keys[key_id]["Config"]["EncodedKey"] for key_id in ids}
            address = f"{headers.get('host', '')}{raw_uri}{'?' if raw_query else ''}{raw_query}"
            why_not = refusal(keys, address, headers.get("cookie", ""), time.time())
            if why_not:
                return cloudfront._cf_error_response(403, why_not, "Error from cloudfront")
        return await original(dist, method, path, raw_uri, raw_query, headers, *rest, **named)

    return handle_viewer_request


def trusted_groups(cloudfront: Any, dist: dict, path: str) -> list[str]:
    """The key groups of the behaviour that answers `path`; none: it is open to all."""
    behaviour = cloudfront._match_behavior(cloudfront.parse_distribution_dataplane_config(dist), path)
    pattern = behaviour and behaviour.get("path_pattern")
    config = cloudfront._dist_config_el(dist)
    elements = (
        [cloudfront._find(config, "DefaultCacheBehavior")]
        if pattern is None
        else _ordered(cloudfront, config)
    )
    for element in elements:
        if pattern is None or cloudfront._text(element, "PathPattern") == pattern:
            return [
                one.text or "" for one in _below(cloudfront._find(element, "TrustedKeyGroups"), "KeyGroup")
            ]
    return []


def _ordered(cloudfront: Any, config: Element) -> list[Element]:
    return list(_below(cloudfront._find(config, "CacheBehaviors"), "CacheBehavior"))


def _below(element: Element | None, name: str) -> Iterable[Element]:
    found = [] if element is None else element.iter()
    return (one for one in found if one.tag.rpartition("}")[2] == name)


def refusal(keys: dict[str, str], address: str, cookie_header: str, now: float) -> str | None:
    """Why these cookies do not open the address (host, path and query, without its scheme); None when they
    do. keys: public keys (PEM) by id."""
    cookies = _cookies(cookie_header)
    policy, signature, key_id = (
        cookies.get(f"CloudFront-{name}", "") for name in ("Policy", "Signature", "Key-Pair-Id")
    )
    if not (policy and signature and key_id):
        return _MISSING
    try:
        text = _decoded(policy)
        if key_id not in keys or not _is_signed(keys[key_id], text, _decoded(signature)):
            return _DENIED
        (statement,) = json.loads(text)["Statement"]
        until = statement["Condition"]["DateLessThan"]["AWS:EpochTime"]
        is_meant = _matches(statement["Resource"], address)
    except (ValueError, KeyError, TypeError):
        return _DENIED
    return None if is_meant and now < until else _DENIED


def _cookies(header: str) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: value.strip('"') for name, _, value in pairs}


def _decoded(text: str) -> bytes:
    return base64.b64decode(text.translate(str.maketrans("-_~", "+=/")), validate=True)


def _is_signed(public_key: str, text: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key: Any = load_pem_public_key(public_key.encode())
    try:
        key.verify(signature, text, PKCS1v15(), SHA1())  # noqa: S303 - CloudFront's choice
    except InvalidSignature:
        return False
    return True


def _matches(resource: str, address: str) -> bool:
    """Whether the policy's resource, in which * and ? stand for anything, is this address. Loopback has no
    https, so the scheme is left out of account."""
    pattern = re.escape(resource.partition("://")[2]).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(pattern, address, re.DOTALL) is not None
