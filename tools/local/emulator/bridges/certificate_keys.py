"""Gap: a certificate has an RSA key, whatever was asked for, so that Terraform would make it anew each time.

docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_ALGORITHM = "KeyAlgorithm"


def install(emulator: SimpleNamespace) -> None:
    acm = emulator.acm
    require(acm, "_certificates")
    replace(acm, "_request_certificate", lambda original: _keeping(original, acm))
    replace(acm, "_cert_shape", _as_asked)


def _keeping(original: Any, acm: Any) -> Any:
    def request_certificate(asked: dict[str, Any]) -> Any:
        answer = original(asked)
        if answer[0] == 200 and _ALGORITHM in asked:
            acm._certificates[json.loads(answer[2])["CertificateArn"]][_ALGORITHM] = asked[_ALGORITHM]
        return answer

    return request_certificate


def _as_asked(original: Any) -> Any:
    def shape(certificate: dict[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = original(certificate)
        return told | {name: value for name, value in certificate.items() if name == _ALGORITHM}

    return shape
