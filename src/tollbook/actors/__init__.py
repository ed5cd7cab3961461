"""Stage 4c of 7: claims with names of actors and speakers in, the same claims with registered actors out."""
