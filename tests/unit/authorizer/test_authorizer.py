"""Which tokens the authorizer believes, and what it says of those it does not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from functions.authorizer.logic import authorize
from tests.support.open_sessions import checks
from tests.support.tokens import CLIENT_ID, ISSUER, KEY_ID, access_claims, access_token, signing_key

NOBODY = {"user_id": "", "session_id": "", "scopes": "", "expires_at": 0}


def context_for(
    authorization: Any, header: str = "authorization", now: float | None = None
) -> dict[str, Any]:
    answer = authorize({"headers": {header: authorization}}, checks(), time.time() if now is None else now)
    assert answer["isAuthorized"] is True
    context: dict[str, Any] = answer["context"]
    return context


def assert_refused(token: str, problem: str = "token_invalid", now: float | None = None) -> None:
    assert context_for(f"Bearer {token}", now=now) == {**NOBODY, "problem": problem}


def encoded(part: Any) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class TestGoodTokens:
    def test_say_who_calls(self) -> None:
        claims = access_claims()
        assert context_for(f"Bearer {access_token()}") == {
            "user_id": claims["sub"],
            "session_id": "session-1",
            "scopes": "*",
            "expires_at": pytest.approx(claims["exp"], abs=5),
            "problem": "",
        }

    def test_have_a_session_even_without_token_revocation(self) -> None:
        assert context_for(f"Bearer {access_token(origin_jti=None)}")["session_id"] == "token-1"

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", " Bearer "])
    @pytest.mark.parametrize("header", ["authorization", "Authorization", "AUTHORIZATION"])
    def test_are_found_however_the_header_is_spelt(self, scheme: str, header: str) -> None:
        assert context_for(f"{scheme} {access_token()}", header)["problem"] == ""

    def test_may_come_from_a_clock_that_is_ahead(self) -> None:
        ahead = int(time.time()) + 20
        assert context_for(f"Bearer {access_token(iat=ahead, auth_time=ahead)}")["problem"] == ""

    def test_may_name_an_audience(self) -> None:
        assert context_for(f"Bearer {access_token(aud='https://api.example')}")["problem"] == ""

    def test_are_good_until_the_second_they_expire(self) -> None:
        token = access_token(exp=5000)
        assert context_for(f"Bearer {token}", now=4999.9)["problem"] == ""
        assert_refused(token, "token_expired", now=5000)


class TestBadTokens:
    @pytest.mark.parametrize(
        "changes",
        [
            {"iss": ISSUER.replace("Daybook01", "Foreign01")},
            {"iss": ISSUER + "/"},
            {"iss": None},
            {"token_use": "id"},
            {"token_use": None},
            {"client_id": "client-2"},
            {"client_id": None, "aud": CLIENT_ID, "token_use": "id"},
            {"exp": None},
            {"exp": "tomorrow"},
            {"exp": 1e300},
            {"sub": None},
            {"sub": ""},
            {"sub": 5},
            {"jti": None},
        ],
        ids=str,
    )
    def test_lack_a_claim_or_have_a_foreign_one(self, changes: dict[str, Any]) -> None:
        assert_refused(access_token(**changes))

    def test_that_are_foreign_and_expired_are_not_called_expired(self) -> None:
        assert_refused(access_token(exp=1, client_id="client-2"))

    def test_signed_by_a_key_of_another_pool(self) -> None:
        assert_refused(access_token(key="foreign"))

    def test_signed_by_another_key_under_our_keys_name(self) -> None:
        assert_refused(access_token(key="foreign", key_id=KEY_ID))

    def test_not_signed_at_all(self) -> None:
        header, claims = encoded({"alg": "none", "kid": KEY_ID}), encoded(access_claims())
        for token in (f"{header}.{claims}.", f"{header}.{claims}.AAAA", f"{header}.{claims}"):
            assert_refused(token)

    @pytest.mark.parametrize("form", [PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1])
    def test_signed_with_the_public_key_as_a_shared_secret(self, form: PublicFormat) -> None:
        secret = signing_key().public_key().public_bytes(Encoding.PEM, form)
        signed = f"{encoded({'alg': 'HS256', 'kid': KEY_ID})}.{encoded(access_claims())}"
        signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
        assert_refused(f"{signed}.{encoded(signature)}")

    @pytest.mark.parametrize("algorithm", ["RS384", "RS512", "PS256"])
    def test_signed_in_a_way_that_cognito_does_not(self, algorithm: str) -> None:
        assert_refused(jwt.encode(access_claims(), signing_key(), algorithm, headers={"kid": KEY_ID}))

    def test_changed_after_signing(self) -> None:
        header, _, signature = access_token().split(".")
        assert_refused(f"{header}.{encoded(access_claims(sub='someone else'))}.{signature}")

    @pytest.mark.parametrize("kid", [None, 5, ["key-1"], {"a": 1}, ""])
    def test_without_a_key_id(self, kid: Any) -> None:
        assert_refused(f"{encoded({'alg': 'RS256', 'kid': kid})}.{encoded(access_claims())}.AAAA")

    @pytest.mark.parametrize(
        "part", [b"[" * 5000, b"{" * 100, b'"text"', b"null", b"\xff\xfe", b"9" * 5000, b""]
    )
    def test_whose_parts_are_no_objects(self, part: bytes) -> None:
        header, claims, signature = access_token().split(".")
        assert_refused(f"{encoded(part)}.{claims}.{signature}")
        assert_refused(f"{header}.{encoded(part)}.{signature}")
        signed = jwt.api_jws.encode(part, signing_key(), "RS256", headers={"kid": KEY_ID})
        assert_refused(signed)

    def test_too_long_to_have_come_through_api_gateway(self) -> None:
        assert_refused(access_token(note="x" * 9000))

    @pytest.mark.parametrize("value", [None, "", "Bearer", "Bearer ", "Basic YTpi", access_token(), 5])
    def test_that_are_no_bearer_tokens(self, value: Any) -> None:
        assert context_for(value) == {**NOBODY, "problem": "token_invalid"}

    @pytest.mark.parametrize("event", [{}, {"headers": None}, {"headers": {}}])
    def test_that_are_not_there(self, event: dict[str, Any]) -> None:
        assert authorize(event, checks(), 0)["context"]["problem"] == "token_invalid"


@given(st.text())
def test_any_text_is_refused_without_an_error(text: str) -> None:
    assert_refused(text)


@given(st.lists(st.binary(max_size=80), min_size=3, max_size=3))
def test_any_three_parts_are_refused_without_an_error(parts: list[bytes]) -> None:
    assert_refused(".".join(map(encoded, parts)))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(["kid", "alg", "typ", "crit", "b64", "jwk", "x5u"]), _JSON)
def test_any_header_is_survived(name: str, value: Any) -> None:
    _, claims, signature = access_token().split(".")
    header = {"alg": "RS256", "kid": KEY_ID, name: value}
    assert_refused(f"{encoded(header)}.{claims}.{signature}")


@given(st.sampled_from(["exp", "iss", "sub", "jti", "iat", "nbf", "client_id", "token_use"]), _JSON)
def test_any_claim_is_survived(name: str, value: Any) -> None:
    claims = json.dumps({**access_claims(), name: value}).encode()  # jwt.encode is choosy, a forger is not
    token = jwt.api_jws.encode(claims, signing_key(), "RS256", headers={"kid": KEY_ID})
    assert context_for(f"Bearer {token}")["problem"] in ("", "token_invalid", "token_expired")


class TestRestApis:
    """They want a policy instead of the simple answer."""

    ARN = "arn:aws:execute-api:eu-west-2:111122223333:a1b2c3/live/GET/v1/habits/01ARZ3NDEKTSV4RRFFQ69G5FAV"

    def answer(self, authorization: str) -> dict[str, Any]:
        event = {"type": "REQUEST", "methodArn": self.ARN, "headers": {"Authorization": authorization}}
        return authorize(event, checks(), time.time())

    def test_a_good_token_may_call_everything_of_the_stage(self) -> None:
        answer = self.answer(f"Bearer {access_token()}")
        assert answer["policyDocument"] == {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "execute-api:Invoke",
                    "Resource": "arn:aws:execute-api:eu-west-2:111122223333:a1b2c3/live/*",
                }
            ],
        }
        assert answer["principalId"] == answer["context"]["user_id"] == access_claims()["sub"]
        assert "isAuthorized" not in answer

    def test_a_bad_one_passes_with_what_is_wrong_with_it(self) -> None:
        answer = self.answer("Bearer nonsense")
        assert answer["policyDocument"]["Statement"][0]["Effect"] == "Allow"
        assert (answer["principalId"], answer["context"]) == (
            "nobody",
            {**NOBODY, "problem": "token_invalid"},
        )

    def test_the_context_is_what_api_gateway_takes(self) -> None:
        """Text, numbers and booleans; anything else and it answers 500."""
        context = self.answer(f"Bearer {access_token()}")["context"]
        assert all(isinstance(value, str | int) for value in context.values())
