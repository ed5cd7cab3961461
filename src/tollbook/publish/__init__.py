"""Stage 7 of 7: what leaves the house, one file per format."""
