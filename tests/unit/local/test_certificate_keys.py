from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.bridges import certificate_keys


def acm(status: int = 200) -> Any:
    service = SimpleNamespace(
        _certificates={"arn:1": {}},
        _request_certificate=lambda _: (status, {}, json.dumps({"CertificateArn": "arn:1"})),
        _cert_shape=lambda _: {"KeyAlgorithm": "RSA_2048"},
    )
    certificate_keys.install(SimpleNamespace(acm=service))
    return service


def algorithm(service: Any, **asked: str) -> str:
    service._request_certificate(asked)
    told: str = service._cert_shape(service._certificates["arn:1"])["KeyAlgorithm"]
    return told


def test_a_certificate_has_the_key_that_was_asked_for() -> None:
    assert algorithm(acm(), KeyAlgorithm="EC_prime256v1") == "EC_prime256v1"


def test_one_without_a_wish_and_a_refused_one_are_as_they_are() -> None:
    assert algorithm(acm()) == "RSA_2048"
    assert algorithm(acm(status=400), KeyAlgorithm="EC_prime256v1") == "RSA_2048"
