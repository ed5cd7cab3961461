"""The workbench: pages over a book, served to its user on this machine alone."""

from __future__ import annotations

from tollbook.web.app import workbench
from tollbook.web.serve import serve
from tollbook.web.sessions import Sessions

__all__ = ["Sessions", "serve", "workbench"]
