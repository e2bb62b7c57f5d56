"""Slots: a link that failed is tried again after a while, so that a short outage is no finding."""

from collections.abc import Callable
from dataclasses import dataclass

_STEP = 0.5


@dataclass(frozen=True)
class Slots:
    seconds: float
    pause: Callable[[float], None]
    should_stop: Callable[[], bool]
    tell: Callable[[str, int, int], None] = lambda what, done, known: None

    def wait(self) -> bool:
        """Wait until the second slot; False when somebody stops the inspection meanwhile."""
        left = self.seconds
        while left > 0:
            if self.should_stop():
                return False
            self.tell("有打不开的，等一会儿再试，秒", int(self.seconds - left), int(self.seconds))
            self.pause(min(_STEP, left))
            left -= _STEP
        return not self.should_stop()
