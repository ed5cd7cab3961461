"""Stage 4a of 7: claims with place words in, the same claims with gazetteer places out."""

from tollbook.places.locate import locate, places_of, tell_places

__all__ = ["locate", "places_of", "tell_places"]
