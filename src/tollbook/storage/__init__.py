"""The store of a book: a Protocol, and one engine per file."""
