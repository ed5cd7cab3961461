"""How place names are compared: spellings folded together, type words ("province of", "city") told from the name.

Three keys, from strict to lenient. `plain` forgets case, accents and punctuation, in any script; `without_type` takes
type words off it; `skeleton` keeps only the consonants that survive transliteration, so that "Deir ez-Zor" and "Dayr
az Zawr" meet. `likeness` then says how far two names of one skeleton really agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

TypeWord = Literal["country", "province", "district", "settlement", "neighbourhood", "site"]
"""What a type word says about the place beside it."""

ARTICLES = frozenset("al el an ar as ash at ath az ad adh es ez er ech ul".split())
"""The Arabic article, with the consonant it takes on before a "sun letter", in its usual Latin spellings."""

_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a",
    "ħ": "h", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ɖ": "d", "ƴ": "y", "ǝ": "e",
    "ʼ": None, "ʻ": None, "ʿ": None, "ʾ": None, "’": None, "‘": None, "'": None, "`": None, "´": None, "ʹ": None,
    "′": None, "ˈ": None, "\u2013": " ", "\u2014": " ", "\u2010": " ", "\u2011": " ",
})  # fmt: skip
_ARABIC = str.maketrans({
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ٱ": "ا",
    "ـ": None, "\u200c": None, "\u200d": None, "\u200e": None, "\u200f": None,
})  # fmt: skip
"""Letters that Arabic, Persian, Urdu and Pashto write differently for the same one, and signs that join or part."""
_POSSESSIVE = re.compile(r"['’]s?$")
_NO_WORD = re.compile(r"[^0-9a-z]+")

_TYPE_WORDS: dict[str, TypeWord] = {
    "province": "province", "governorate": "province", "state": "province", "oblast": "province",
    "region": "province", "muhafazah": "province", "department": "province", "countryside": "province",
    "prefecture": "province", "canton": "province", "provinces": "province", "governate": "province",
    "district": "district", "county": "district", "subdistrict": "district", "raion": "district",
    "tehsil": "district", "taluka": "district", "taluk": "district", "municipality": "district",
    "parish": "district", "agency": "district", "division": "district", "lga": "district", "township": "district",
    "borough": "district", "districts": "district", "commune": "district", "valley": "district", "area": "district",
    "city": "settlement", "town": "settlement", "village": "settlement", "suburb": "settlement",
    "township town": "settlement", "hamlet": "settlement", "settlement": "settlement", "villages": "settlement",
    "towns": "settlement", "cities": "settlement", "neighbourhood": "neighbourhood",
    "neighborhood": "neighbourhood", "neighbourhoods": "neighbourhood", "neighborhoods": "neighbourhood",
    "quarter": "neighbourhood", "suburbs": "settlement", "outskirts": "settlement", "slum": "neighbourhood",
}  # fmt: skip
_SITE_WORDS = frozenset(
    "airport airbase airfield base barracks bazaar border bridge cafe camp cathedral cemetery checkpoint church "
    "clinic college compound court crossing dam embassy factory farm field garrison gate headquarters hospital "
    "highway hotel house jail junction mall market mine mosque museum office palace park plant police port post "
    "prison pub restaurant road roundabout school seminary shop shrine square stadium station street synagogue "
    "temple theatre theater tower tunnel university warehouse avenue consulate madrasa madrassa monastery "
    "ministry refinery".split()
)
"""Words that make a name that of a building or a site, located by the settlement it stands in."""

_DIVISIONS = frozenset("county counties district parish province state township borough governorate".split())

_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern rural greater upper lower outer inner nearby rebel held "
    "besieged old downtown mainland neighbouring neighboring embattled restive occupied coastal".split()
)
_LINKS = frozenset("of in the s".split())
_POINTERS = frozenset(
    "a an several two three country countrys capital capitals this that same its their his her nation republic "
    "island kingdom there here "
    "where all whole entire across around throughout and part parts other several areas regions site scene".split()
)
_WATERS = frozenset("gulf sea ocean strait straits channel".split())
_CONTINENTS = frozenset(
    ("africa", "asia", "europe", "americas", "north america", "south america", "latin america", "oceania", "antarctica",
     "central asia", "middle east", "central america", "eastern europe", "western europe", "southeast asia",
     "south asia", "east africa", "west africa", "horn of africa", "north africa", "sahel", "balkans", "caucasus",
     "european union", "west")
)  # fmt: skip
_NAMELESS = _DIRECTIONS | _LINKS | _POINTERS
_BEFORE_SITE = frozenset("air military police army naval main central international prison refugee bus train".split())


@lru_cache(maxsize=16384)
def plain(name: str) -> str:
    """Fold case, accents, apostrophes, hyphens and a leading "the": lower-case words with one space between.

    A name in Latin letters folds to ASCII. Letters of other scripts stay (NFKC), without their accents or vowel points.
    """
    folded = _POSSESSIVE.sub("", name.strip()).casefold()
    if folded.isascii():
        folded = folded.replace("'", "").replace("`", "")
    else:
        marked = unicodedata.normalize("NFKD", folded).translate(_LETTERS)
        folded = "".join(letter for letter in marked if not _is_accent(letter))
    words = _NO_WORD.sub(" ", folded).strip() if folded.isascii() else _other_words(folded)
    return words[4:] if words.startswith("the ") else words


def short_keys(printed: str, *, comma: bool = False) -> tuple[str, ...]:
    """The keys under which the gazetteer holds a printed abbreviation; no `plain` key looks like one of them.

    With full stops ("W.Va." -> "wva."), in capitals ("NSW" -> "NSW"), behind a `comma` ("Peoria, IL" -> ",IL").
    """
    letters = "".join(sign for sign in printed if sign.isalpha())
    if not letters or not letters.isascii() or len(letters) > _LONGEST_SHORT:
        return ()
    if "." in printed:
        return (letters.lower() + ".",)
    capitals = (letters,) if letters.isupper() and len(letters) > 1 and letters == printed else ()
    return (*capitals, "," + letters) if comma and letters == printed else capitals


_LONGEST_SHORT = 6


def _is_accent(sign: str) -> bool:
    """Whether a sign marks a letter without being part of it, as in Latin, Cyrillic, Arabic and Hebrew script; the
    marks of Indian and Japanese script, and Thai vowels, have other classes.
    """
    kind = unicodedata.combining(sign)
    return 10 <= kind <= 36 or kind >= 200


def _other_words(folded: str) -> str:
    """Words in any script: letters, digits and the marks that belong to them, with one space between."""
    whole = unicodedata.normalize("NFKC", folded.translate(_ARABIC)).lower()
    kept = (sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in whole)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=8192)
def without_type(key: str) -> tuple[str, TypeWord | None]:
    """Take type words off both ends of a `plain` key: ("idlib province") -> ("idlib", "province").

    The outermost type word decides the type. A key that is nothing but type words is returned whole.
    """
    words = key.split()
    found: TypeWord | None = None
    while len(words) > 1:
        if words[-1] in _TYPE_WORDS:
            last = words.pop()
            found = found or _TYPE_WORDS[last]
        elif words[0] in _TYPE_WORDS:
            first = words.pop(0)
            found = found or _TYPE_WORDS[first]
        elif words[0] in _LINKS:
            words.pop(0)
        elif words[-1] in _LINKS:
            words.pop()
        else:
            return " ".join(words), found
    return (words[0], found) if words and words[0] not in _TYPE_WORDS else (key, None)


def type_word(word: str) -> TypeWord | None:
    """What a single lower-case word says about the place beside it; None where it is no type word."""
    return _TYPE_WORDS.get(word) or ("site" if word in _SITE_WORDS else None)


@lru_cache(maxsize=8192)
def is_site(key: str) -> bool:
    """Whether a `plain` key names a building or a site ("khaled bin walid mosque"); "park county" is a county."""
    words = key.split()
    return len(words) > 1 and words[-1] not in _DIVISIONS and any(word in _SITE_WORDS for word in words)


def starts_as_site(key: str) -> bool:
    """Whether the only word for a building in a `plain` key is its first, as in towns' names: "port au prince"."""
    first, _, rest = key.partition(" ")
    return first in _SITE_WORDS and first != "camp" and not any(word in _SITE_WORDS for word in rest.split())


def without_site(key: str) -> str:
    """The name that stands before the word for the building: "tabqa base" -> "tabqa"; "" where none does."""
    words = key.split()
    for at, word in enumerate(words):
        if word in _SITE_WORDS:
            while at and words[at - 1] in _BEFORE_SITE:
                at -= 1
            return " ".join(words[:at])
    return ""


def is_name(key: str) -> bool:
    """Whether a `plain` key can be a name: more than an article or a single letter."""
    return len(key) > 1 and key not in ARTICLES


@lru_cache(maxsize=8192)
def is_landless(key: str) -> bool:
    """Whether a `plain` key names a sea, a continent or the like, which belongs to no one country, or a people without
    a state, a month or a weekday, after whom villages are named that nobody means.
    """
    return key in _CONTINENTS or key in _PEOPLES or key in _CALENDAR or not _WATERS.isdisjoint(key.split())


_CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday ramadan eid""".split()
)


_PEOPLES = frozenset(
    """baloch baluch pashtun pashtuns pakhtun kurd kurds kurdish hazara hazaras tajik tajiks uzbek uzbeks turkmen
    arab arabs druze alawite alawites yazidi yazidis yezidi assyrian assyrians sunni sunnis shia shiite shiites
    ahmadi sikh sikhs hindu hindus muslim muslims christian christians dalit dalits bodo bodos kuki kukis meitei
    tamil tamils rohingya rohingyas uighur uighurs uyghur uyghurs tuareg tuaregs fulani fula peul hausa igbo yoruba
    tiv berom kanuri dogon dinka nuer shilluk murle oromo oromos tigrayan tigrayans hutu hutus tutsi tutsis hema
    lendu banyamulenge twa masalit zaghawa berber berbers bedouin bedouins sinhalese mapuche""".split()
)


@lru_cache(maxsize=8192)
def is_generic(key: str) -> bool:
    """Whether a `plain` key points at a place without naming one: "the city", "northern province"."""
    words = key.split()
    return bool(words) and all(word in _TYPE_WORDS or word in _SITE_WORDS or word in _NAMELESS for word in words)


@lru_cache(maxsize=8192)
def without_direction(key: str) -> str:
    """Take leading parts such as "northern" or "rural" off a `plain` key, as long as a name remains."""
    words = key.split()
    while len(words) > 1 and (words[0] in _DIRECTIONS or words[0] in _LINKS):
        words.pop(0)
    return " ".join(words)


def skeleton(key: str) -> str:
    """The consonants of a `plain` key that survive transliteration, doubled ones once, articles left out.

    A leading vowel is kept as "a"; h counts only at the start of the whole; w and y count as vowels. An empty string
    where fewer than two signs are left, since that would match too much.
    """
    joined = "".join(_without_articles(key))
    signs = _one_sign(joined)
    bare = "".join(sign for at, sign in enumerate(signs) if sign not in "aeiouwyh" or at == 0)
    bare = bare[:1].replace("e", "a").replace("i", "a").replace("o", "a").replace("u", "a") + bare[1:]
    once = re.sub(r"(.)\1+", r"\1", bare)
    return once if len(once) > 1 else ""


def likeness(left: str, right: str) -> float:
    """How far two `plain` keys agree once their vowels are smoothed: 1.0 the same, 0.0 nothing in common."""
    return Levenshtein.normalized_similarity(_smooth(left), _smooth(right))


def too_unlike(left: str, right: str) -> bool:
    """Whether two keys need no closer look: their lengths, or their letters as they stand, keep them apart."""
    if abs(len(left) - len(right)) > 3 + len(left) // 4:
        return True
    most = 2 if len(left) <= _SHORT_NAME else 3 + len(left) // 3
    return Levenshtein.distance(left, right, score_cutoff=most) > most


_SHORT_NAME = 5
"""Letters up to which a name allows two other letters: "Kyiv" and "Kiev"."""


def _without_articles(key: str) -> list[str]:
    words = key.split()
    return [word for at, word in enumerate(words) if word not in ARTICLES or at == len(words) - 1]


_PAIRS = (
    ("dj", "j"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("ph", "f"), ("zh", "z"), ("ck", "k"), ("q", "k"), ("x", "ks"),
)  # fmt: skip


def _one_sign(joined: str) -> str:
    for pair, sign in _PAIRS:
        joined = joined.replace(pair, sign)
    return joined


_VOWELS = re.compile(r"[aeiouwy]+")


@lru_cache(maxsize=1 << 15)
def _smooth(key: str) -> str:
    words = (word[0].upper() + word[1:] if word[0] in "wy" else word for word in _without_articles(key))
    signs = _one_sign("".join(words))
    signs = re.sub(r"([bcdfgjklmnprstvz])\1+", r"\1", signs)
    signs = _VOWELS.sub(_vowel, signs.rstrip("h"))
    return signs[:-1] if len(signs) > 4 and signs[-1] in "aiu" else signs


def _vowel(run: re.Match[str]) -> str:
    letters = run.group()
    if "o" in letters or "u" in letters or letters == "w":
        return "u"
    return "i" if any(letter in letters for letter in "eiy") else "a"
