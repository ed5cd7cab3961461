"""The workbench: pages over a book, served to its user on this machine alone, or to a team that signs in."""

from __future__ import annotations

from tollbook.web.app import workbench
from tollbook.web.serve import Announced, serve
from tollbook.web.sessions import Sessions, TeamSessions

__all__ = ["Announced", "Sessions", "TeamSessions", "serve", "workbench"]
