"""Points that words tell: offsets, middles, coordinates. Never a point without how far it is open."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tollbook.model import kilometres
from tollbook.places.points import Offset, Point, coordinates_in, midway, moved, offset_before

LAT = st.floats(-89, 89)
LON = st.floats(-180, 179.99)
PRECISIONS = ("exact", "settlement", "district", "province", "country")


@pytest.mark.parametrize(
    ("words", "km", "bearing"),
    [
        ("about 20 km (12 miles) north of ", 20, 0),
        ("20 kilometers northwest of the capital, ", 20, 315),
        ("some 25 miles south-east of the city of ", 40.2336, 135),
        ("five kilometres from ", 5, None),
        ("60 km outside ", 60, None),
        ("a mile to the west of ", 1.609344, 270),
        ("1,000 km south of ", 1000, 180),
        ("12 km NE of ", 12, 45),
        ("7.5km east of the town of ", 7.5, 90),
    ],
)
def test_an_offset_is_read_from_the_words_before_a_name(words: str, km: float, bearing: float | None) -> None:
    """Kilometres and miles, in figures and words, with and without a direction."""
    offset = offset_before(words)
    assert offset is not None
    assert offset.km == pytest.approx(km)
    assert offset.bearing == bearing


@pytest.mark.parametrize(
    "words",
    ["", "north of ", "20 people from ", "20 km of road in ", "at 60 km an hour from the north, ", "5,000 km from "],
)
def test_other_words_tell_no_offset(words: str) -> None:
    """A direction alone, a number of something else, and what lies too far off to be told by it."""
    assert offset_before(words) is None


def test_the_rounder_the_distance_the_wider_it_is_open() -> None:
    """Of 20 and 23 km the round one is the less precise, and no point is preciser than a town is wide."""
    round_one, odd_one = offset_before("20 km north of "), offset_before("23 km north of ")
    assert round_one is not None
    assert odd_one is not None
    assert round_one.open_km - 20 * math.sin(math.radians(22.5)) > odd_one.open_km - 23 * math.sin(math.radians(22.5))
    near = offset_before("1 km north of ")
    assert near is not None
    assert near.open_km >= 3


@given(LAT, LON, st.floats(0.1, 1000), st.one_of(st.none(), st.floats(0, 359.9)), st.floats(3, 500))
def test_a_moved_point_lies_as_far_off_as_it_was_moved(
    lat: float, lon: float, km: float, bearing: float | None, open_km: float
) -> None:
    """The distance comes out right, the point is on the globe, and it has a precision; without a bearing it stays."""
    point = moved(lat, lon, Offset(km, bearing, open_km))
    assert -90 <= point.lat <= 90
    assert -180 <= point.lon < 180
    assert point.precision in PRECISIONS
    assert point.precision != "exact"
    apart = kilometres(lat, lon, point.lat, point.lon)
    assert apart == pytest.approx(0 if bearing is None else km, abs=0.01, rel=1e-3)
    if bearing is None:
        assert point.open_km >= km


@given(LAT, LON, LAT, LON)
def test_the_middle_is_as_far_from_either_end(lat: float, lon: float, other_lat: float, other_lon: float) -> None:
    """The middle of a stretch is equally far from its ends, and open by that distance."""
    apart = kilometres(lat, lon, other_lat, other_lon)
    assume(0.1 < apart < 15_000)
    point = midway(lat, lon, other_lat, other_lon)
    one = kilometres(lat, lon, point.lat, point.lon)
    other = kilometres(other_lat, other_lon, point.lat, point.lon)
    assert one == pytest.approx(other, abs=0.01, rel=1e-3)
    assert point.open_km == pytest.approx(one, abs=0.01, rel=1e-3)


@given(st.integers(-89, 89), st.integers(0, 59), st.integers(0, 59), st.integers(-179, 179))
def test_degrees_minutes_and_seconds_come_back(degrees: int, minutes: int, seconds: int, east: int) -> None:
    """What is printed in degrees, minutes and seconds is read as the point that it was."""
    text = (
        f"at {abs(degrees)}°{minutes}'{seconds}\"{'S' if degrees < 0 else 'N'} "
        f"{abs(east)}°{minutes}'{seconds}\"{'W' if east < 0 else 'E'}."
    )
    (found,) = coordinates_in(text)
    more = minutes / 60 + seconds / 3600
    assert found.point.lat == pytest.approx((abs(degrees) + more) * (-1 if degrees < 0 else 1))
    assert found.point.lon == pytest.approx((abs(east) + more) * (-1 if east < 0 else 1))
    assert found.point.precision == "exact"


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(3, 6))
def test_plain_decimals_come_back(lat: float, lon: float, places: int) -> None:
    """Two decimals told finely enough are coordinates."""
    (found,) = coordinates_in(f"({lat:.{places}f}, {lon:.{places}f})")
    assert found.point.lat == pytest.approx(round(lat, places))
    assert found.point.lon == pytest.approx(round(lon, places))


@pytest.mark.parametrize(
    "text",
    ["killed 12, 13 and 14", "3.5, 4.6", "95.5000°N, 10.0000°E", "5 N 7 E", "11.2345, 200.1234", "12.345 N, 5.432 N"],
)
def test_other_numbers_are_no_coordinates(text: str) -> None:
    """Coarse numbers, and such as lie on no globe, are left alone."""
    assert list(coordinates_in(text)) == []


@given(st.text(alphabet=" 0123456789.,°'\"NSEWkmilesof north", max_size=80))
def test_any_text_gives_whole_points_or_none(text: str) -> None:
    """Whatever stands there, a point that comes back quotes the text, is on the globe and has a precision."""
    offset = offset_before(text)
    assert offset is None or 0 < offset.km <= 1610
    for found in coordinates_in(text):
        assert text[found.start : found.end].strip()
        assert -90 <= found.point.lat <= 90
        assert -180 <= found.point.lon <= 180
        assert found.point.precision in PRECISIONS


def test_a_point_that_is_wide_open_is_a_country() -> None:
    """Beyond a province's width nothing but the country is told."""
    assert Point(0.0, 0.0, 900.0).precision == "country"
