"""The bridge that checks signed cookies, against the cookies that Daybook signs."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from functions.uploads.signed_cookies import signed
from tools.local.emulator.bridges import signed_cookies
from tools.local.emulator.seams import SeamMissing

HOST = "d1.cloudfront.localhost:4566"
CONFIG = """
<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
  <DefaultCacheBehavior><TrustedKeyGroups><Enabled>false</Enabled></TrustedKeyGroups></DefaultCacheBehavior>
  <CacheBehaviors><Items>
    <CacheBehavior><PathPattern>/v1/*</PathPattern></CacheBehavior>
    <CacheBehavior>
      <PathPattern>/media/*</PathPattern>
      <TrustedKeyGroups><Items><KeyGroup>group</KeyGroup></Items></TrustedKeyGroups>
    </CacheBehavior>
  </Items></CacheBehaviors>
</DistributionConfig>
"""


def pair() -> tuple[str, str]:
    """Private and public key, PEM."""
    key = rsa.generate_private_key(65537, 2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private.decode(), key.public_key().public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    ).decode()


(PRIVATE, PUBLIC), (ELSES, _) = pair(), pair()
FAR = 4102444800


def header(resource: str = f"http://{HOST}/media/ada/*", until: int = FAR, **other: str) -> str:
    values = signed(other.get("key_id", "K1"), other.get("private", PRIVATE), resource, until)
    return "; ".join(f"{name}={value}" for name, value in {"theme": "dark", **values}.items())


def name_of(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def find(element: Element, name: str) -> Element | None:
    return next((child for child in element if name_of(child) == name), None)


def emulator() -> SimpleNamespace:
    """The names of MiniStack's that the bridge uses, and an origin that serves everybody."""

    async def serve(*_: Any, **__: Any) -> tuple[int, str]:
        return 200, "served"

    def text(element: Element, name: str) -> str:
        child = find(element, name)
        return (child.text or "") if child is not None else ""

    def match(_parsed: Any, path: str) -> dict[str, Any]:
        patterns = (p for p in ("/v1/*", "/media/*") if path.startswith(p[:-1]))
        return {"path_pattern": next(patterns, None)}

    cloudfront = SimpleNamespace(
        _public_keys={"K1": {"Config": {"EncodedKey": PUBLIC}}},
        _key_groups={"group": {"Config": {"Items": ["K1"]}}},
        _dist_config_el=lambda dist: fromstring(dist["config_xml"]),  # noqa: S314 - our own
        _find=find,
        _text=text,
        _local_tag_name=name_of,
        _match_behavior=match,
        _cf_error_response=lambda status, words, _cache: (status, words),
        parse_distribution_dataplane_config=lambda dist: dist,
        handle_viewer_request=serve,
    )
    signed_cookies.install(SimpleNamespace(cloudfront=cloudfront))
    return cloudfront


def ask(path: str, cookie: str | None = None, query: str = "") -> Any:
    headers = {"host": HOST, **({"cookie": cookie} if cookie is not None else {})}
    request = emulator().handle_viewer_request(
        {"config_xml": CONFIG}, "GET", path, path, query, headers, b"", {}, client_ip="127.0.0.1"
    )
    return asyncio.run(request)


def test_ones_own_cookies_open_ones_own_files_and_no_others() -> None:
    assert ask("/media/ada/1/128.webp", header()) == (200, "served")
    assert ask("/media/eve/1/128.webp", header()) == (403, "Access denied")
    assert ask("/media/eve/1/128.webp", header(), "x=/media/ada/1")[0] == 403


def test_without_cookies_nothing_is_opened() -> None:
    assert ask("/media/ada/1/128.webp") == (403, "Missing Key-Pair-Id query parameter or cookie value")
    assert ask("/media/ada/1/128.webp", "CloudFront-Policy=x")[0] == 403


@pytest.mark.parametrize("path", ["/", "/habits", "/v1/users/me"])
def test_what_trusts_no_key_group_is_open(path: str) -> None:
    assert ask(path) == (200, "served")


@pytest.mark.parametrize(
    "cookie",
    [
        header(until=1),
        header(private=ELSES),
        header(key_id="K2"),
        header(resource="http://other.cloudfront.localhost:4566/media/ada/*"),
        header().replace("CloudFront-Policy=e", "CloudFront-Policy=f"),
        "CloudFront-Policy=!; CloudFront-Signature=!; CloudFront-Key-Pair-Id=K1",
    ],
    ids=["expired", "another's key", "unknown key", "another host", "changed policy", "rubbish"],
)
def test_other_cookies_open_nothing(cookie: str) -> None:
    assert ask("/media/ada/1/128.webp", cookie) == (403, "Access denied")


def test_another_release_of_the_emulator_is_noticed() -> None:
    with pytest.raises(SeamMissing):
        signed_cookies.install(SimpleNamespace(cloudfront=SimpleNamespace(handle_viewer_request=ask)))
