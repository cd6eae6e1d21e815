"""Which new passwords are refused, and that the list of stolen ones is what its generator makes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import FieldError, Invalid
from shared.identity import passwords
from shared.identity.passwords import problem_of
from tools.passwords.__main__ import TARGET, chosen

EMAIL, NAME = "ada.lovelace@engine.example", "Ada Lovelace"


def problem(password: str, email: str = EMAIL, name: str = NAME) -> str | None:
    return problem_of(password, email, name)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "tulip harbour 71",
        "x9#vK2!qLm4z",
        "пароль из четырёх слов",
        "大きな木の下で雨宿りをする",
        "my daybook lives by the sea",  # a word about the service does not spoil a sentence
        "lovelace wrote the first program",
        "anagram of nothing",  # "Ada" is not in it, and what is left without "ana" would be enough
        "a" * 3 + "tulip harbour",
        "x1" * 4 + "entirely different",
    ],
)
def test_good_passwords_pass(password: str) -> None:
    assert problem(password) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("tulip harbo", passwords.TOO_SHORT),
        ("大きな木の下で雨宿りを"[:11], passwords.TOO_SHORT),
        ("tulip harbour " * 20, passwords.TOO_LONG),
        *((password, passwords.TOO_PLAIN) for password in (
            "passwordpassword", "tulipoaktulipoak",
            "aaaaaaaaaaaa", "abababababab", "abcabcabcabca", "passwordpassword"[:7] * 2, "123456123456",
            "123456789012", "012345678901234", "210987654321", "abcdefghijkl", "zyxwvutsrqpo",
            "ABCDEFGHIJKLMNOP", "qwertyuiopas", "QWERTZUIOPASDF", "mnbvcxzlkjhg", "1 2 3 4 5 6 7 8 9 0",
            "111222333111", "１２３４５６７８９０１２",
        )),
        *((password, passwords.BREACHED) for password in (
            "1q2w3e4r5t6y", "qwerty123456", "Password1234", "PASSWORD1234!", "justinbieber", "Just In Bieber",
            "international", "International1", "2024International!", "*administrator*",
        )),
        *((password, passwords.TOO_CLOSE) for password in (
            EMAIL, "my " + EMAIL.upper() + " is good", "daybook-daybook", "Daybook 2026!", "AdaLovelace12",
            "lovelace1815!", "engine.lovelace", "ada-ada-lovelace",
        )),
    ],
)  # fmt: skip
def test_what_guessers_try_first_is_refused(password: str, why: str) -> None:
    assert problem(password) == why


def test_a_handler_says_where_it_is_wrong() -> None:
    with pytest.raises(Invalid) as refused:
        passwords.require_good("qwerty123456", EMAIL, NAME, "/new_password")
    assert refused.value.errors == [FieldError("/new_password", passwords.BREACHED)]
    passwords.require_good("tulip harbour 71", EMAIL, NAME)


def test_somebody_elses_words_are_no_reason() -> None:
    assert problem("lovelace1815!", "grace@navy.example", "Grace Hopper") is None


def test_a_person_without_words_is_no_reason() -> None:
    assert problem("tulip harbour 71", "", "") is None


@given(st.text(max_size=300), st.emails(), st.text(max_size=40))
def test_every_text_has_an_answer(password: str, email: str, name: str) -> None:
    found = problem_of(password, email, name)
    assert found is None or found.startswith(("must ", "is "))


@given(st.text("abcXYZ019 .-", min_size=1, max_size=7), st.integers(12, 60))
def test_a_short_piece_repeated_is_never_good(piece: str, length: int) -> None:
    repeated = (piece * length)[:length]
    assert problem(repeated) is not None


def test_the_list_is_as_its_generator_leaves_it() -> None:
    listed = TARGET.read_text(encoding="utf-8").splitlines()
    assert chosen(listed) == listed
    assert len(listed) > 4000
    assert all(passwords.is_breached(password) for password in listed)


def test_the_generator_keeps_what_the_length_would_let_pass() -> None:
    assert chosen(["123456", "Password1234", "password1234", "п" * 12, " qwertyuiop12 "]) == [
        "password1234",
        "qwertyuiop12",
    ]
