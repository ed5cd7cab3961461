"""Stage 2 of 7: raw bytes in, Reports out."""
