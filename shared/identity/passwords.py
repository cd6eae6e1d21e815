"""Which new passwords are refused: NIST SP 800-63B, 5.1.1.2 (docs/decisions/0225).

Length, and nothing that a guesser tries first; no rules about kinds of characters, which
make passwords worse.
https://pages.nist.gov/800-63-3/sp800-63b.html#memsecretver
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from shared.errors import FieldError, Invalid

MIN_LENGTH, MAX_LENGTH = 12, 256  # as in shared/identity/fields.py, which checks them at the door

SERVICE = "daybook"

# What has to be left of a password without the words that anybody would guess of this person.
_OWN_SUBSTANCE = 8
_SHORTEST_WORD = 3
_LONGEST_PIECE = 7
_FEWEST_CHARACTERS = 4

_ROWS = ("qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn")
_RINGS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", *_ROWS)

TOO_SHORT = f"must have at least {MIN_LENGTH} characters"
TOO_LONG = f"must have at most {MAX_LENGTH} characters"
BREACHED = "is on the lists of stolen passwords that are tried first; choose another"
TOO_PLAIN = "is one thing repeated or counted up; choose something harder to guess"
TOO_CLOSE = "is too close to your name, your address or Daybook; choose something else"


def problem_of(password: str, email: str, name: str) -> str | None:
    """What is wrong with a new password, to follow the word "password"; None when it is good.

    password: trimmed and in NFC. Nothing is asked of anybody, so it takes as long for known addresses as for
    unknown ones.
    """
    if len(password) < MIN_LENGTH:
        return TOO_SHORT
    if len(password) > MAX_LENGTH:
        return TOO_LONG
    plain = spelling(password)
    if _is_monotonous(plain):
        return TOO_PLAIN
    if is_breached(password):
        return BREACHED
    return TOO_CLOSE if _is_about(plain, email, name) else None


def require_good(password: str, email: str, name: str, pointer: str = "/password") -> None:
    """Raises Invalid, at `pointer` of the body, for a password that `problem_of` has something against."""
    problem = problem_of(password, email, name)
    if problem is not None:
        raise Invalid("Choose another password.", [FieldError(pointer, problem)])


def is_breached(password: str) -> bool:
    """Whether the list has it, in whatever case, and with whatever signs and digits around it."""
    plain = spelling(password)
    forms = {plain, re.sub(r"^[\W_]+|[\W_]+$", "", plain), re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)}
    return any(f"\n{form}\n" in _breached() for form in forms if form)


def spelling(text: str) -> str:
    """One for all spellings of the same guess: no spaces, lower case, wide characters as narrow ones."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def _breached() -> str:
    """One password a line, with a line end on both sides of each: to search 50 kB takes microseconds, to make
    a set of them milliseconds."""
    from importlib.resources import files

    return "\n" + files(__package__).joinpath("breached_passwords.txt").read_text(encoding="utf-8")


def _is_monotonous(plain: str) -> bool:
    if len(set(plain)) < _FEWEST_CHARACTERS:
        return True
    period = _period(plain)
    # What is short when said once is no longer when said twice.
    is_doubled = period < min(MIN_LENGTH, len(plain)) and len(plain) % period == 0
    return period <= _LONGEST_PIECE or is_doubled or _is_counted(plain)


def _period(text: str) -> int:
    """The length of the piece that the text repeats, the last time perhaps not to its end."""
    return next(length for length in range(1, len(text) + 1) if text[length:] == text[:-length])


def _is_counted(plain: str) -> bool:
    rings = [ring * (2 + len(plain) // len(ring)) for ring in _RINGS]
    return any(plain in ring or plain[::-1] in ring for ring in rings)


def _is_about(plain: str, email: str, name: str) -> bool:
    """Whether little is left without the person's own words and Daybook's. The address is never good."""
    address = spelling(email)
    if address and address in plain:
        return True
    parts = {SERVICE, *(spelling(part) for part in re.split(r"[\W_]+", f"{email} {name}"))}
    rest = plain
    for word in sorted((part for part in parts if len(part) >= _SHORTEST_WORD), key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != plain and len(re.sub(r"[\W_]", "", rest)) < _OWN_SUBSTANCE
