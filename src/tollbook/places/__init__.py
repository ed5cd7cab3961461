"""Stage 4a of 7: claims with place words in, the same claims with gazetteer places out."""

from tollbook.places.locate import all_places, locate, places_of

__all__ = ["all_places", "locate", "places_of"]
