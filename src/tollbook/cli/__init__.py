"""The command line: parse, call the Book, show."""
