"""Stage 4a of 7: claims with place words in, the same claims with gazetteer places out."""
