"""What logging in is done with, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from shared.errors import FieldError, Invalid
from shared.identity import events, notices
from shared.identity.provider import CodeRefused
from shared.identity.throttle import guard

if TYPE_CHECKING:
    from shared.identity.pacing import Pacer
    from shared.identity.provider import Provider
    from shared.table import Table

# A refusal takes this long or a multiple of it, however far the provider went before it refused. The same for
# what sends a mail, which takes longer.
REFUSAL_STEP_S, MAIL_STEP_S = 0.5, 1.0


class Caller(NamedTuple):
    """Who asks, as far as anybody knows. `now` is aware."""

    device: str
    address: str
    now: datetime


class Desk(NamedTuple):
    """One request's: whom to ask, where to keep it, for whom."""

    provider: Provider
    table: Table
    pacer: Pacer
    caller: Caller

    @contextmanager
    def guess(self, kind: str, account: str) -> Iterator[None]:
        """Around an attempt to prove something: failures of the account (its address or its id) are counted,
        and all take equally long. Raises Throttled; see shared/identity/throttle.py.
        """
        limited = guard(self.table, kind, account, self.caller.address, self.caller.now)
        # Who has to wait is told so at once: that depends on nothing but earlier attempts.
        with limited, self.pacer.even(REFUSAL_STEP_S, failures_only=True):
            yield

    def tell(
        self,
        user_id: str,
        kind: events.Kind,
        *,
        notice: notices.Kind | None = None,
        to: str | None = None,
        detail: str = "",
    ) -> None:
        """Notes it among the person's security events, and mails them a notice (`to`: their address, where it
        is known without the profile). Never raises.
        """
        device, address, now = self.caller
        events.record(self.table, user_id, kind, now, device=device, address=address, detail=detail)
        if notice is not None:
            notices.notify(self.table, user_id, notice, now, device=device, address=address, to=to)


@contextmanager
def code_at(pointer: str, problem: str) -> Iterator[None]:
    """Raises Invalid at `pointer` for a code that was refused."""
    try:
        yield
    except CodeRefused as refused:
        raise Invalid("The code does not fit.", [FieldError(pointer, problem)]) from refused
