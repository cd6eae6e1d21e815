"""Which time zones there are: the names of the IANA database that ships with the layer (package tzdata)."""

from __future__ import annotations

from functools import cache


def is_timezone(name: str) -> bool:
    """True for an IANA zone in its exact spelling, old names included ("Europe/London", "US/Pacific", "UTC").

    Asked of the database's own list, not by trying to open the zone: that would be a file access by a name
    from outside, and on some systems "europe/london" or a folder like "America" would pass.
    """
    return name in _names()


@cache
def _names() -> frozenset[str]:
    from importlib.resources import files

    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    # "Factory" is the database's placeholder for a machine whose zone was never set; nobody lives there.
    return frozenset(names) - {"Factory"}
