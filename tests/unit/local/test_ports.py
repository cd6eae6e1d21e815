from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tools.local.errors import LocalError
from tools.local.files import read_json
from tools.local.ports import choose_ports, is_free


def test_ports_are_different_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "ports.json"
    first, notes = choose_ports(file, free=lambda _: True)
    assert len(set(first.values())) == len(first) == 4
    assert notes == []
    assert read_json(file) == first
    assert choose_ports(file, free=lambda _: True) == (first, [])


def test_two_checkouts_do_not_get_the_same(tmp_path: Path) -> None:
    one, _ = choose_ports(tmp_path / "one", free=lambda _: True)
    other, _ = choose_ports(tmp_path / "other", free=lambda port: port not in one.values())
    assert not set(one.values()) & set(other.values())


def test_a_port_that_another_program_took_is_changed_and_named(tmp_path: Path) -> None:
    before, _ = choose_ports(tmp_path / "ports", free=lambda _: True)
    taken = before["gateway"]
    after, (note,) = choose_ports(tmp_path / "ports", free=lambda port: port != taken)
    assert after["gateway"] != taken
    assert {name: after[name] for name in ("database", "smtp", "mail")} == {
        name: before[name] for name in ("database", "smtp", "mail")
    }
    assert str(taken) in note and str(after["gateway"]) in note


def test_a_broken_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "ports").write_text('{"gateway": ')
    assert choose_ports(tmp_path / "ports", free=lambda _: True)[0]["gateway"]


def test_no_free_port_is_said(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="No free port"):
        choose_ports(tmp_path / "ports", free=lambda _: False)


@pytest.mark.enable_socket
def test_a_port_that_is_listened_on_is_not_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not is_free(port)
    assert is_free(port)
