"""Serve a book for a moment, ask the workbench for one page as a browser would, and say what came.

    python examples/ask.py BOOK

The demo does so where there is no terminal, and so nobody to look.
"""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar


def main(book: str) -> None:
    """Start the workbench, enter by the address that it prints, and read its first page."""
    command = [sys.executable, "-m", "tollbook", "serve", "--book", book, "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as serving:  # noqa: S603
        assert serving.stdout is not None
        try:
            told = re.search(r"http://\S+", serving.stdout.readline())
            if told is None:
                raise SystemExit("The workbench did not say where it is.")
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            with opener.open(told[0], timeout=60) as answer:
                page = answer.read().decode("utf-8")
                title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
                print(f"The workbench answers at {answer.geturl()}: {title[1] if title else 'a page'}")
        finally:
            serving.terminate()


if __name__ == "__main__":
    main(sys.argv[1])
