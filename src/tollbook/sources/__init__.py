"""Stage 1 of 7: where reports come from. A path in, raw bytes with their name out."""
