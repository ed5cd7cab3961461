"""Who acts and who speaks for whom: bodies and forces, their officials, and those who only watch."""

from __future__ import annotations

from tollbook.claims.phrases import kind_of_name, noun_phrase
from tollbook.claims.speakers import speaker_at
from tollbook.claims.tagger import Analysis
from tollbook.claims.verbs import head_between

OWN = frozenset("it they we its their our".split())
HIMSELF = OWN | frozenset("he she i his itself themselves himself".split())
OWN_FORCES = frozenset(
    """forces force troops soldiers men fighters aircraft warplanes jets artillery units unit planes bombers
    garrison airstrikes helicopters drones columns guns batteries brothers commandos snipers army police officers
    wing guards gunners missiles""".split()
)
"""What one has for doing it ("its men had struck a base")."""
_BODIES = frozenset(
    """group militia militias coalition brigade brigades front army movement organisation organization command rebels
    insurgents militants military alliance regiment column council""".split()
)
SIDES = OWN_FORCES | _BODIES | frozenset("government regime authorities state opposition".split())
WATCHERS = frozenset(
    """observatory monitor monitors network agency hospital hospitals witness witnesses resident residents activist
    activists source sources official officials reporter correspondent report reports media television radio newspaper
    mission committee ministry office""".split()
)
"""Those who tell of other people's deeds."""
FOR_OTHERS = frozenset(
    """spokesman spokeswoman spokesperson minister ministry official officials source sources commander officer governor
    government administration lawyer lawyers mother father family embassy consulate authorities""".split()
)
"""Those who deny for somebody else."""


def acts(analysis: Analysis, word: int) -> bool:
    """Whether a word is a body or a force, by its name or by what it is called."""
    return kind_of_name(analysis, word) in {"ORG", "LOC", "MISC"} or analysis.lower[word] in OWN_FORCES | _BODIES


def is_body(analysis: Analysis, word: int) -> bool:
    """Whether a word is a side, or part of a name that is no person's."""
    kind = kind_of_name(analysis, word)
    if analysis.lower[word] in SIDES:
        return True
    return kind != "PER" and (kind is not None or analysis.best["part_of_speech"][word] == "PROPN")


def speaks_for(analysis: Analysis, speaker: int, actor: int) -> bool:
    """Whether a speaker tells of its own side: "police said police fired", "the Pentagon said U.S. troops", "a military
    source said army units".
    """
    telling, doing = words_of(analysis, speaker), words_of(analysis, actor)
    known = speaker_at(analysis, speaker)
    if known is not None and known.name is not None:
        telling += known.name.lower().split()
    if not (_OFFICIAL & set(telling) or kind_of_name(analysis, speaker) == "LOC") or _OPPOSED & set(telling):
        return False
    seats = {name for form in telling for name in _SEATS.get(form, ())}
    named = {analysis.lower[i][:4] for i in range(*noun_phrase(analysis, actor)) if _is_proper(analysis, i)}
    if named:
        return bool(named & ({form[:4] for form in telling} | seats))
    own = set(doing) & set(telling) & (_OFFICIAL | _BODIES)
    return bool(own) or (bool(_ARMED & set(telling)) and bool(OWN_FORCES & set(doing)))


def principal_of(analysis: Analysis, speaker: int) -> int | None:
    """For whom an official speaks: "Freeland's minister", "a spokesman for the army", "Freelandish Minister Dara
    Example", "Dara Example, spokesman of the Example Front".
    """
    first, last = noun_phrase(analysis, speaker)
    _, high = analysis.bounds(speaker)
    if analysis.lower[last : last + 1] in ([","], ["'s"], ["’s"]):
        title = next((i for i in range(last, min(last + 7, high)) if analysis.lower[i] in FOR_OTHERS), None)
        last = last if title is None else min(title + 3, high)
    titles = [i for i in range(first, last) if analysis.lower[i] in FOR_OTHERS]
    if not titles:
        return None
    served = next((i for i in range(titles[0], last) if analysis.lower[i] in {"for", "of"}), None)
    if served is not None:
        return head_between(analysis, served + 1, high)
    owner = next((i - 1 for i in range(first + 1, last) if analysis.lower[i] in {"'s", "’s"}), None)
    return owner or next((i for i in range(first, last) if i != speaker and is_body(analysis, i)), None)


def words_of(analysis: Analysis, head: int) -> list[str]:
    """The words of a noun phrase, and of the place behind it ("the ministry in Moscow")."""
    first, last = noun_phrase(analysis, head)
    return analysis.lower[first : last + 2 * (analysis.lower[last : last + 1] == ["in"])]


def _is_proper(analysis: Analysis, word: int) -> bool:
    """Whether a word is part of a name, or written as one inside a sentence."""
    inside = word > analysis.bounds(word)[0] and analysis.forms[word][:1].isupper()
    return analysis.best["name"][word] != "O" or (inside and analysis.best["part_of_speech"][word] == "PROPN")


_ARMED = frozenset("army military defence defense pentagon communique communiqué police".split())
_OFFICIAL = _ARMED | frozenset(
    """government ministry minister president official coalition spokesman spokeswoman state navy kremlin
    affiliated""".split()
)
_OPPOSED = frozenset("opposition rebel rebels revolution revolutionary human rights activist activists civil".split())
_SEATS = {
    "pentagon": ("us", "u.s.", "amer", "unit"),
    "washington": ("us", "u.s.", "amer", "unit"),
    "moscow": ("russ",),
    "kremlin": ("russ",),
    "ankara": ("turk",),
    "jerusalem": ("isra",),
    "tehran": ("iran",),
    "kyiv": ("ukra",),
    "damascus": ("syri",),
    "riyadh": ("saud",),
}
"""Seats of government, and how the names begin of those for whom they speak."""
