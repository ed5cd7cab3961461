"""`python -m tollbook`, the same as the command `tollbook`."""

from __future__ import annotations

from tollbook.cli import main

if __name__ == "__main__":
    main()
