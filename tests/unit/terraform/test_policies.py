from __future__ import annotations

from pathlib import Path

import pytest

from tools.terraform import policies
from tools.terraform.policies import Finding

ROOT = '''
module "files" {
  source = "./modules/files"
}

resource "aws_sqs_queue" "work" {
  #checkov:skip=CKV_AWS_27:Encrypted with SQS's own key.
  name = "work"
}

resource "aws_sns_topic" "plain" {
  #checkov:skip=CKV_AWS_26:
  name = "plain"
}
'''
MODULE = '''
resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV_AWS_18:Only this stack reads it.
  bucket = "b"
}
'''


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(ROOT)
    module = tmp_path / "modules/files"
    module.mkdir(parents=True)
    (module / "main.tf").write_text(MODULE)
    return tmp_path


@pytest.mark.parametrize(
    ("address", "checks"),
    [
        ('aws_sqs_queue.work["notify.first"]', {"CKV_AWS_27"}),
        ('module.files["a"].aws_s3_bucket.this', {"CKV_AWS_18"}),
        ("module.files.aws_s3_bucket.other", set()),
        ("module.unknown.aws_s3_bucket.this", set()),
        ("aws_sns_topic.plain", set()),
    ],
)
def test_a_reason_counts_beside_its_resource(root: Path, address: str, checks: set[str]) -> None:
    assert policies.skipped(address, root) == checks


def test_a_finding_without_a_reason_stays(root: Path) -> None:
    report = {"results": {"failed_checks": [
        {"check_id": "CKV_AWS_27", "check_name": "Encrypted", "resource": "aws_sqs_queue.work"},
        {"check_id": "CKV_AWS_18", "check_name": "Logged", "resource": "aws_sqs_queue.work"},
    ]}}
    left = policies.unjustified(policies.findings([report]), root)
    assert left == [Finding("CKV_AWS_18", "Logged", "aws_sqs_queue.work")]
    assert str(left[0]) == "aws_sqs_queue.work: CKV_AWS_18 Logged"


def test_what_stands_around_the_report_is_left_out() -> None:
    assert policies.read('warning\n{"results": {}}') == {"results": {}}
    with pytest.raises(ValueError, match="nothing"):
        policies.read("nothing")
