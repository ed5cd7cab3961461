"""Stage 4a of 7: claims with place words in, the same claims with gazetteer places out."""

from tollbook.places.chain import chain_of
from tollbook.places.locate import locate, places_of, tell_places
from tollbook.places.named import areas_at, country_name, divisions_of, place_at, place_by_id

__all__ = [
    "areas_at",
    "chain_of",
    "country_name",
    "divisions_of",
    "locate",
    "place_at",
    "place_by_id",
    "places_of",
    "tell_places",
]
