"""Unit tests reach nobody: what would, fails at once and says why."""

from __future__ import annotations

import socket

import pytest
import pytest_socket


def test_the_network_is_closed() -> None:
    with pytest.raises(pytest_socket.SocketBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.enable_socket
def test_unless_a_test_asks_for_it() -> None:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.close()
