"""Codes of authenticator apps (RFC 6238), each good once."""

from __future__ import annotations

# Half a minute early and late, as RFC 6238, 5.2 recommends: people type slowly and clocks drift.
STEPS_AROUND = 1


def new_secret() -> str:
    """160 random bits in base32, which is what the apps want."""
    import pyotp

    return pyotp.random_base32()


def step_of(secret: str, code: str, now: float, after: int | None) -> int | None:
    """The time step (of 30 s) of which this is the code; None when it is of none around `now`, or of one that
    is not `after` the last that was used: a code that was overlooked on its way is worth nothing any more.
    """
    import pyotp
    from pyotp.exceptions import OTPVerificationError

    try:
        step = pyotp.TOTP(secret).verify_and_get_timecode(code, for_time=now, valid_window=STEPS_AROUND)
    except OTPVerificationError:
        return None
    return step if after is None or step > after else None
