"""Stage 4b of 7: claims with day words in, the same claims with days out."""
