"""The check of a whole book, in a process of its own, so that pages stay quick while it runs."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from threading import Lock, Thread

from tollbook.book import Team
from tollbook.model import Verified
from tollbook.web.desk import Desk


class Checking:
    """At most one check at a time; how it ended is kept in the team's file."""

    def __init__(self, desk: Desk, team: Team) -> None:
        self._desk = desk
        self._team = team
        self._lock = Lock()
        self._under_way: Thread | None = None

    @property
    def under_way(self) -> bool:
        """Whether one is running."""
        return self._under_way is not None and self._under_way.is_alive()

    def begin(self, who: str) -> None:
        """Begin a check for somebody, unless one is running."""
        with self._lock:
            if not self.under_way:
                self._under_way = Thread(target=self._check, args=(who,), daemon=True)
                self._under_way.start()

    def wait(self) -> None:
        """Until no check is running."""
        if self._under_way is not None:
            self._under_way.join()

    def _check(self, who: str) -> None:
        with self._desk.book() as book:
            entries = book.health().entries  # what comes while it runs may be checked too, and is not said to be
        began, at = time.monotonic(), dt.datetime.now(dt.UTC)
        ran = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-m", "tollbook", "verify", "--book", str(self._desk.path)],
            capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        said = ran.stderr.strip().removeprefix("error: ").replace(f"{self._desk.path}: ", "")
        fault = None if ran.returncode == 0 else said or f"The check ended with status {ran.returncode}."
        self._team.keep_verified(
            Verified(at=at, who=who, entries=entries, seconds=time.monotonic() - began, fault=fault)
        )
