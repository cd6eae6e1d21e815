"""Which tokens of the own identity are good, and who signs them."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import jwt
import pytest
from botocore.exceptions import ConnectTimeoutError

from shared.errors import Unavailable
from shared.identity import native_tokens, signing_keys
from shared.identity.native_tokens import EXPIRED, INVALID, PublishedKeys, TokenRefused, claims_of, verify
from shared.identity.signing_keys import Key, Signer
from shared.table import Table
from tests.support.secrets import ARN, ISSUER, FakeSecrets, current_key, error, fake_signing, publish
from tests.support.tokens import access_token

NOW = float(int(time.time()))
KEY, OTHER = signing_keys.new_key(), signing_keys.new_key()


def claims(**changes: Any) -> dict[str, Any]:
    made = {**claims_of(ISSUER, "u-1", "s-1", "t-1", NOW), **changes}
    return {name: value for name, value in made.items() if value is not None}


def problem(table: Table, token: str, now: float = NOW) -> str:
    with pytest.raises(TokenRefused) as refused:
        verify(token, PublishedKeys(table), ISSUER, now)
    return refused.value.problem


def test_a_token_says_who_and_which_session_until_when(table: Table) -> None:
    publish(table, KEY)
    token = signing_keys.signed(KEY, claims())
    assert verify(token, PublishedKeys(table), ISSUER, NOW) == ("u-1", "s-1", NOW + 3600, 0)
    assert jwt.get_unverified_header(token) == {"alg": "ES256", "kid": KEY.id, "typ": "JWT"}


def test_it_is_good_for_an_hour(table: Table) -> None:
    publish(table, KEY)
    token = signing_keys.signed(KEY, claims())
    assert verify(token, PublishedKeys(table), ISSUER, NOW + 3599).expires_at == NOW + 3600
    assert problem(table, token, NOW + 3600) == EXPIRED


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://daybook/other"},
        {"iss": None},
        {"client_id": "another"},
        {"client_id": None},
        {"token_use": "id"},
        {"exp": None},
        {"exp": str(int(NOW) + 60)},
        {"exp": True},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sid": None},
        {"sid": ""},
        {"jti": None},
        {"nbf": int(NOW) + 1000},
    ],
)
def test_other_claims_are_refused(table: Table, changes: dict[str, Any]) -> None:
    publish(table, KEY)
    assert problem(table, signing_keys.signed(KEY, claims(**changes))) == INVALID


def test_an_expired_token_of_somebody_else_is_not_called_expired(table: Table) -> None:
    publish(table, KEY)
    assert problem(table, signing_keys.signed(KEY, claims(iss="x", exp=1))) == INVALID


def forged(kind: str) -> str:
    """Tokens with which people have got into other applications."""
    good = signing_keys.signed(KEY, claims())
    head, body, signature = good.split(".")
    if kind == "none":
        return f"{part({'alg': 'none', 'kid': KEY.id})}.{body}."
    if kind == "none with a signature":
        return f"{part({'alg': 'none', 'kid': KEY.id})}.{body}.{signature}"
    if kind == "another key":
        return signing_keys.signed(Key(KEY.id, OTHER.pem), claims())
    if kind == "unknown key":
        return signing_keys.signed(OTHER, claims())
    if kind == "no key":
        return f"{part({'alg': 'ES256'})}.{body}.{signature}"
    if kind == "changed claims":
        return f"{head}.{part(claims(sub='u-2'))}.{signature}"
    if kind == "cognito's":
        return access_token(key_id=KEY.id)
    return {"empty": "", "no jwt": "a.b", "long": "a." + "b" * 9000 + ".c", "odd": "ä.b.c", "junk": "a.b.c"}[
        kind
    ]


def part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "kind",
    [
        *("none", "none with a signature", "another key", "unknown key", "no key", "changed claims"),
        *("cognito's", "empty", "no jwt", "long", "odd", "junk"),
    ],
)
def test_forgeries_are_refused(table: Table, kind: str) -> None:
    publish(table, KEY)
    assert problem(table, forged(kind)) == INVALID


def test_the_public_key_is_no_secret_to_sign_with(table: Table) -> None:
    """HS256 with what everybody may know, as text and as JSON (CVE-2015-9235)."""
    import hashlib
    import hmac

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    publish(table, KEY)
    public = load_pem_private_key(KEY.pem.encode(), None).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for secret in (pem, json.dumps(signing_keys.published(KEY)).encode()):
        signed = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': KEY.id})}.{part(claims())}"
        mac = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
        token = f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
        assert problem(table, token) == INVALID


class Clock:
    now = 5000.0

    def __call__(self) -> float:
        return self.now


class TestPublishedKeys:
    def test_a_key_that_has_just_come_is_found_within_a_second(self, table: Table) -> None:
        publish(table, KEY)
        clock = Clock()
        keys = PublishedKeys(table, clock)
        assert keys.get(KEY.id, NOW) is not None
        publish(table, KEY, OTHER)
        assert keys.get(OTHER.id, NOW) is None, "asked a moment ago: made-up ids must not cost a read each"
        clock.now += native_tokens.LOOK_AGAIN_S
        assert keys.get(OTHER.id, NOW) is not None

    def test_a_retired_key_verifies_until_its_time_is_over(self, table: Table) -> None:
        publish(table, KEY)
        item = table.get("AUTH#SIGNING", "JWKS")
        assert item is not None
        table.put({**item, "keys": [{**item["keys"][0], "until": int(NOW) + 60}]})
        keys = PublishedKeys(table)
        assert keys.get(KEY.id, NOW + 59) is not None
        assert keys.get(KEY.id, NOW + 60) is None

    def test_that_are_gone_are_forgotten_within_minutes(self, table: Table) -> None:
        publish(table, KEY)
        clock = Clock()
        keys = PublishedKeys(table, clock)
        assert keys.get(KEY.id, NOW) is not None
        publish(table, OTHER)
        clock.now += native_tokens.KEEP_S
        assert keys.get(KEY.id, NOW) is None

    def test_without_the_table_known_keys_go_on_and_unknown_ones_cannot_be_told(self, table: Table) -> None:
        publish(table, KEY)
        client, clock = Breakable(table), Clock()
        keys = PublishedKeys(Table(client, table.name), clock)
        assert keys.get(KEY.id, NOW) is not None
        client.broken = True
        clock.now += native_tokens.KEEP_S
        assert keys.get(KEY.id, NOW) is not None
        with pytest.raises(Unavailable):
            keys.get(OTHER.id, NOW)
        with pytest.raises(Unavailable):
            PublishedKeys(Table(client, table.name)).get(KEY.id, NOW)

    def test_before_the_first_rotation_there_are_none(self, table: Table) -> None:
        assert PublishedKeys(table).get(KEY.id, NOW) is None


class Breakable:
    """The table's client, which may stop answering."""

    def __init__(self, table: Table) -> None:
        self.client, self.broken = table._client, False

    def get_item(self, **request: Any) -> dict[str, Any]:
        if self.broken:
            raise ConnectTimeoutError(endpoint_url="here")
        answer: dict[str, Any] = self.client.get_item(**request)
        return answer


class TestSigner:
    def test_signs_with_the_current_key_and_reads_it_every_five_minutes(self, table: Table) -> None:
        clock = Clock()
        with fake_signing(table) as secrets:
            signer = Signer(secrets, ARN, clock)
            first = current_key(secrets)
            assert jwt.get_unverified_header(signer.sign(claims()))["kid"] == first.id
            replace(secrets, OTHER)
            clock.now += signing_keys.KEEP_S - 1
            assert jwt.get_unverified_header(signer.sign(claims()))["kid"] == first.id
            assert secrets.reads == 1
            clock.now += 1
            assert jwt.get_unverified_header(signer.sign(claims()))["kid"] == OTHER.id

    def test_goes_on_for_a_while_when_the_secret_is_out_of_reach(self, table: Table) -> None:
        clock = Clock()
        with fake_signing(table) as secrets:
            signer = Signer(secrets, ARN, clock)
            signer.sign(claims())
            secrets.failure = ConnectTimeoutError(endpoint_url="here")
            clock.now += signing_keys.RETIRED_S - 1
            signer.sign(claims())
            clock.now += 1
            with pytest.raises(Unavailable):
                signer.sign(claims())

    @pytest.mark.parametrize("content", [None, "", "{}", '{"current": "a", "keys": {}}', "[]", "7"])
    def test_has_nothing_to_sign_with_before_the_first_rotation(self, content: str | None) -> None:
        secrets = FakeSecrets()
        if content is not None:
            secrets.put_secret_value(
                SecretId=ARN, ClientRequestToken="v", SecretString=content, VersionStages=["AWSCURRENT"]
            )
        with pytest.raises(Unavailable):
            Signer(secrets, ARN).sign(claims())

    def test_says_nothing_of_a_key_that_it_cannot_read(self, capsys: pytest.CaptureFixture[str]) -> None:
        secrets = FakeSecrets()
        secrets.failure = error("AccessDeniedException")
        with pytest.raises(Unavailable):
            Signer(secrets, ARN).sign(claims())
        assert "AccessDeniedException" in capsys.readouterr().out
        with pytest.raises(ValueError) as bad:
            signing_keys.key_in('{"current": "hush"}')
        assert "hush" not in str(bad.value)

    def test_is_one_for_a_process(self) -> None:
        secrets, others = FakeSecrets(), FakeSecrets()
        assert signing_keys.signer(secrets, ARN) is signing_keys.signer(secrets, ARN)
        assert signing_keys.signer(secrets, ARN) is not signing_keys.signer(others, ARN)


def replace(secrets: FakeSecrets, key: Key) -> None:
    secrets.put_secret_value(
        SecretId=ARN,
        ClientRequestToken=key.id,
        SecretString=signing_keys.secret_of(key),
        VersionStages=["AWSCURRENT"],
    )


def test_what_is_published_is_public(table: Table) -> None:
    assert set(signing_keys.published(KEY)) == {"kty", "crv", "x", "y", "kid", "alg", "use", "until"}
