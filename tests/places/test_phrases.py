"""The ways in which reports tell a place: spellings, descriptions, distances, roads, coordinates, abbreviations."""

from __future__ import annotations

from types import ModuleType

import pytest

from tollbook.model import kilometres
from tollbook.places import places_of

# text with the name in [brackets]; where it is; how far off it may be in kilometres; its precision
SPELLINGS = """
Shells fell on [Noshki], Pakistan.|29.55 66.02|15|settlement
Shells fell on [Nushki], Pakistan.|29.55 66.02|15|settlement
Rockets struck [Kyiv], the capital of Ukraine.|50.45 30.52|15|settlement
Rockets struck [Kiev], the capital of Ukraine.|50.45 30.52|15|settlement
Rockets struck [Kharkov] in Ukraine.|49.98 36.25|15|settlement
A mine went off in [al-Hasakah], Syria.|36.50 40.75|15|settlement
A mine went off in [el-Hasakah], Syria.|36.50 40.75|15|settlement
A mine went off in [Hassakeh], Syria.|36.50 40.75|15|settlement
Gunmen attacked a post in [ad-Dana], Syria.|36.21 36.77|15|settlement
Gunmen attacked a post in the city of [Deir ez-Zor], Syria.|35.34 40.14|15|settlement
Gunmen attacked a post in [Dayr al-Zour], Syria.|35.34 40.14|100|
The convoy left [Jaunpur] in Uttar Pradesh, India.|25.75 82.68|20|settlement
A train was derailed near [Berhampore], West Bengal, India.|24.10 88.25|20|settlement
Police in [Khairpoor Mirs], Sindh, Pakistan, said a bus was hit.|27.53 68.76|25|settlement
Soldiers reached [Muzaffarabad] in Pakistan.|34.37 73.47|15|settlement
Soldiers reached [Muzafarabad] in Pakistan.|34.37 73.47|15|settlement
Clashes broke out in [Mazar-e-Sharif], Afghanistan.|36.71 67.11|15|settlement
Clashes broke out in [Mazar-i-Sharif], Afghanistan.|36.71 67.11|15|settlement
Clashes broke out in [Mazar e Sharif], Afghanistan.|36.71 67.11|15|settlement
Troops were sent to [Bogotá], Colombia.|4.61 -74.08|15|settlement
Troops were sent to [Bogota], Colombia.|4.61 -74.08|15|settlement
A bomb hit a market in [N'Djamena], Chad.|12.11 15.04|15|settlement
A bomb hit a market in [Ndjamena], Chad.|12.11 15.04|15|settlement
Fighters left the town of [Es Sweida] in Syria.|32.71 36.57|25|settlement
Rebels took [Port-au-Prince], Haiti.|18.54 -72.34|15|settlement
Rebels took [Port au Prince], Haiti.|18.54 -72.34|15|settlement
A shell landed in [Szczecin], Poland.|53.43 14.55|15|settlement
A blast shook [Łódź] in Poland.|51.77 19.46|15|settlement
A blast shook [Lodz] in Poland.|51.77 19.46|15|settlement
A drone struck [Mykolayiv], Ukraine.|46.97 32.0|20|settlement
A drone struck the city of [Mykolaiv], Ukraine.|46.97 32.0|20|settlement
Villagers fled [Ouagadougou], Burkina Faso.|12.37 -1.53|15|settlement
Four were shot in [Kandhar], Afghanistan.|31.61 65.71|20|
"""
DESCRIPTIONS = """
Militants struck in [the southwestern province of Balochistan], Pakistan.|28.5 66.0|250|province
Militants struck in [Kurram district], Pakistan.|33.7 70.2|60|district
Militants struck in the [Kurram] district of Pakistan.|33.7 70.2|60|district
A bus was hit in [North Waziristan], Pakistan.|32.95 69.95|60|
Gunmen raided [a village in the Maiduguri area] of Nigeria.|11.85 13.16|25|district
A car bomb went off [on the outskirts of Mogadishu], Somalia.|2.04 45.34|15|settlement
A car bomb went off on the outskirts of [Mogadishu], Somalia.|2.04 45.34|15|settlement
A drone hit a truck [near Mosul], Iraq.|36.34 43.12|20|settlement
A drone hit a truck near [Mosul], Iraq.|36.34 43.12|20|settlement
Soldiers patrol [the northern city of Kunduz], Afghanistan.|36.73 68.86|20|settlement
Soldiers patrol the northern city of [Kunduz], Afghanistan.|36.73 68.86|20|settlement
Fighting went on in [eastern Ukraine].|48.3 37.0|200|province
Fighting went on in [Ukraine's Donetsk region].|48.1 37.7|120|province
Men were shot in [Nigeria's Borno state].|11.7 13.1|120|province
Men were shot in [Borno State], Nigeria.|11.7 13.1|120|province
Bombs fell on [the town of Ariha] in Syria.|35.81 36.61|15|settlement
Bombs fell on [Idlib governorate], Syria.|35.8 36.6|60|province
Bombs fell on [the Aleppo countryside], Syria.|36.2 37.5|120|
A church was burnt in [Kaduna State], Nigeria.|10.4 7.8|120|province
Shells hit [downtown Beirut], Lebanon.|33.89 35.50|15|settlement
Shells hit [central Khartoum], Sudan.|15.55 32.53|20|settlement
A raid took place [outside Herat], Afghanistan.|34.34 62.20|20|settlement
"""
SITES = """
A bomb hit [Al-Shifa Hospital] in Gaza City.|31.52 34.45|15|exact
Shots were fired at [St. Mary's Church] in Kaduna, Nigeria.|10.52 7.44|20|exact
A shell fell on [Bagram airbase], Afghanistan.|34.95 69.27|40|exact
Guards closed [the Torkham border crossing], Pakistan.|34.12 71.09|40|exact
Guards closed [the Rafah crossing] in Gaza.|31.25 34.26|25|exact
People fled [Jabalia refugee camp] in Gaza.|31.54 34.50|15|
People fled [Zamzam camp] near El Fasher, Sudan.|13.5 25.3|40|exact
"""
DISTANCES = """
A mine went off 20 km north of [Mosul], Iraq.|36.52 43.12|6|settlement
A mine went off 20 km (12 miles) north of [Mosul], Iraq.|36.52 43.12|6|settlement
A mine went off about 50 kilometers south of the city of [Kandahar], Afghanistan.|31.16 65.71|8|district
A mine went off 25 miles south-east of [Kabul], Afghanistan.|34.26 69.48|10|district
A mine went off [some 30 km west of Raqqa], Syria.|35.95 38.68|10|district
A mine went off five kilometres east of the town of [Tal Tamr], Syria.|36.66 40.43|8|settlement
A mine went off 60 km from [Maiduguri], Nigeria.|11.85 13.16|10|province
A mine went off 10 km outside [Goma], Congo.|-1.68 29.22|10|settlement
A mine went off 12 km NE of [Herat], Afghanistan.|34.42 62.29|8|settlement
A mine went off 100 km northwest of the capital, [Bamako], Mali.|13.28 -8.65|15|province
"""
ROADS = """
Gunmen stopped a bus on [the Quetta-Karachi highway] in Pakistan.|27.6 67.0|60|province
Gunmen stopped a bus on the [Quetta]-Karachi highway in Pakistan.|27.6 67.0|60|province
Gunmen stopped a bus on the [Homs]-Hama road in Syria.|34.93 36.73|10|district
Gunmen stopped a bus on the road between [Homs] and Hama in Syria.|34.93 36.73|10|district
Gunmen stopped a bus on a stretch of road between Homs and [Hama], Syria.|34.93 36.73|10|district
Gunmen stopped a bus at a place halfway between [Kano] and Kaduna, Nigeria.|11.26 7.98|20|province
Talks went on between [Moscow] and Kyiv.|55.75 37.62|15|settlement
"""
COORDINATES = """
The wreck lies at [33.5130, 36.2920].|33.513 36.292|1|exact
The wreck lies at [33.51°N, 36.29°E].|33.51 36.29|1|exact
The wreck lies at [33°30'47"N 36°17'31"E].|33.513 36.292|1|exact
The wreck lies at [N 33.5 E 36.3].|33.5 36.3|1|settlement
The wreck lies at [36.2920°E, 33.5130°N].|33.513 36.292|1|exact
The wreck lies at [1.68 S, 29.22 E].|-1.68 29.22|1|exact
"""
ABBREVIATIONS = """
Two men were shot in [Muncie], Ind., police said.|40.19 -85.39|15|settlement
Two men were shot in [Charleston], W.Va., police said.|38.35 -81.63|15|settlement
Two men were shot in [Charleston], S.C., police said.|32.78 -79.93|15|settlement
Two men were shot in [Springfield], Ill., police said.|39.80 -89.64|15|settlement
Two men were shot in [Springfield], Mo., police said.|37.2 -93.3|15|settlement
Two men were shot in [Springfield], IL, police said.|39.80 -89.64|15|settlement
Two men were shot in [Paris], Tex., police said.|33.66 -95.55|15|settlement
Two men were shot in [Washington], D.C., police said.|38.9 -77.04|15|settlement
Two men were shot in [London], Ont., police said.|42.98 -81.23|15|settlement
Two men were shot in [Richmond], B.C., police said.|49.17 -123.14|15|settlement
Two men were shot in [Newcastle], NSW, police said.|-32.93 151.78|15|settlement
Two men were shot in [Kansas City], Kan., police said.|39.11 -94.63|15|settlement
Two men were shot in [Marlow], Bucks, police said.|51.57 -0.78|15|settlement
A barn burnt down in [Ind.], in the United States.|39.9 -86.3|80|province
A barn burnt down in [W.Va.], in the United States.|38.6 -80.6|80|province
"""
OTHER_SCRIPTS = """
Rockets struck [Киев] in Ukraine.|50.45 30.52|25|
Rockets struck [Харків] in Ukraine.|49.98 36.25|40|
A bomb went off in [كويته], Pakistan.|30.18 67.0|25|settlement
A bomb went off in [دمشق], Syria.|33.51 36.29|25|
A bomb went off in [کابل], Afghanistan.|34.53 69.17|40|
A fire broke out in [大阪], Japan.|34.69 135.5|30|
"""
NO_PLACES = """
He was an old hand and took [Ind] for granted.
The [Ore] was dug in Illinois, Ohio and Texas.
They sailed across the [Mediterranean Sea].
"""


def cases(*tables: str) -> list[tuple[str, ...]]:
    """The rows of some tables."""
    return [tuple(row.split("|")) for table in tables for row in table.strip().splitlines()]


@pytest.mark.parametrize(
    ("sentence", "point", "reach", "precision"),
    cases(SPELLINGS, DESCRIPTIONS, SITES, DISTANCES, ROADS, COORDINATES, ABBREVIATIONS, OTHER_SCRIPTS),
)
def test_a_phrase_leads_to_its_place(words: ModuleType, sentence: str, point: str, reach: str, precision: str) -> None:
    """Each phrase is located within its kilometres of the truth, and says how precise that is."""
    text, marked = sentence.replace("[", "").replace("]", ""), sentence.partition("[")[2].partition("]")[0]
    (where,) = places_of(words.report_of(text), [words.span(text, marked)])
    lat, lon = map(float, point.split())
    assert where is not None
    assert where.lat is not None, where
    assert where.lon is not None
    assert kilometres(where.lat, where.lon, lat, lon) <= float(reach), where
    assert not precision or where.precision == precision, where


@pytest.mark.parametrize("sentence", [row[0] for row in cases(NO_PLACES)])
def test_words_that_only_look_like_places_are_none(words: ModuleType, sentence: str) -> None:
    """An abbreviation without its full stop is a word, and a sea belongs to no country."""
    text, marked = sentence.replace("[", "").replace("]", ""), sentence.partition("[")[2].partition("]")[0]
    (where,) = places_of(words.report_of(text), [words.span(text, marked)])
    assert where is None or where.place is None
