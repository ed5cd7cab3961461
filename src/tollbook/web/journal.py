"""The log of requests: one JSON object a line, with nothing in it that a page shows or a user typed."""

from __future__ import annotations

from typing import TextIO

import structlog


class Journal:
    """Writes one line for each answered request: method, route (its pattern, never its query), status, milliseconds."""

    def __init__(self, to: TextIO) -> None:
        self._logger = structlog.wrap_logger(
            structlog.WriteLogger(to),
            processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
        )

    def answered(self, method: str, route: str, status: int, milliseconds: float) -> None:
        """Note an answer."""
        self._logger.info("answered", method=method, route=route, status=status, ms=round(milliseconds, 1))

    def failed(self, route: str, error: BaseException) -> None:
        """Note an error of ours by its class and its place in the code; its message may quote a report."""
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = "" if trace is None else f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        self._logger.info("failed", route=route, error=type(error).__name__, place=place)
