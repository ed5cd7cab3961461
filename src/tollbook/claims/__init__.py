"""Stage 3 of 7: a Report in, Claims out."""
