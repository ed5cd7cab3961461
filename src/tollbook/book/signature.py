"""Whose name stands in the log."""

from __future__ import annotations

import getpass


def user_name() -> str:
    """The name of whoever runs this, as the system knows it; "unknown" where it knows none."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no such user in this container, or no such notion on this system
        return "unknown"
