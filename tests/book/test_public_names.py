"""What `import tollbook` gives, and what it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tollbook
from tollbook import errors


def test_the_public_names_are_few_and_these() -> None:
    assert tollbook.__all__ == sorted(tollbook.__all__)
    assert set(tollbook.__all__) == {
        *("read", "Book", "Reading"),
        *("Report", "Claim", "Casualty", "Responsibility", "Attack", "Incident", "Estimate"),
        *(name for name, found in vars(errors).items() if isinstance(found, type)),
    }


@pytest.mark.parametrize("name", tollbook.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(tollbook, name) is not None
    assert name in dir(tollbook)


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'database'"):
        _ = tollbook.database


def test_importing_tollbook_loads_nothing_but_itself() -> None:
    """Whoever asks for the version, or for help, does not wait for the model, the store or the records."""
    script = "import sys; before = set(sys.modules); import tollbook; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    ours = [name for name in loaded if name.startswith("tollbook")]
    assert ours == ["tollbook"]
    assert not {"msgspec", "sqlite3", "numpy", "onnxruntime", "typing"}.intersection(loaded)


def test_opening_a_book_loads_no_stage() -> None:
    script = (
        "import sys; from tollbook.book import Book; "
        "print(*(name for name in sys.modules if name.startswith('tollbook.') or name in ('numpy', 'onnxruntime')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert {name.split(".")[1] for name in loaded} == {"book", "storage", "model", "errors"}
