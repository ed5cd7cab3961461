"""The weights by which a place name's candidates are ranked: `benchmarks/fit_places.py ranks` writes this file."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "a country": 8.88,
    "a region": 7.37,
    "a province": 6.61,
    "a district": 3.59,
    "a settlement": -1.48,
    "a neighbourhood": -2.15,
    "a site": 3.50,
    "people of a settlement": 1.46,
    "people of a smaller place": -0.64,
    "people of a country": 0.90,
    "a capital": -0.30,
    "one of its other names": -2.22,
    "another spelling": -2.35,
    "letters unlike": -10.99,
    "a part of the words": -2.39,
    "a people": 1.48,
    "called so": 1.36,
    "called something near": -0.11,
    "called something else": -0.72,
    "in the report's countries": 2.57,
    "in no country of the report": -0.22,
    "in the report's provinces": 2.05,
    "in the place that the words put it in": 1.76,
    "outside the place of the words": -0.90,
    "near other places of the report": 1.60,
    "unknown": 5.43,
}
