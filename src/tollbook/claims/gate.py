"""The gate before the model: a cheap look at the words of a report, which leaves most ordinary news unread.

A report passes where a word for a violent effect stands close to a number or to a word for people ("12 were killed",
"shot the mayor"). Words that mean much else ("a long shot", "a dead heat") need the company that makes them an effect,
and those of any misfortune ("died", "injured", "missing") a word for violence near them. `benchmarks/speed.py` measures
what it saves and what it loses. A text of less than `SHORT` words always passes: to read it costs little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SHORT = 60
"""Words under which a text is always read."""
_REACH = 7
"""Words on either side of an effect among which its number or its people are looked for."""
_FIELD = 40
"""Words on either side of a misfortune among which violence is looked for."""
_WORD = re.compile(r"[a-z]+|\d+")

_VIOLENT_EFFECTS = frozenset(
    """killed kills killing killings slain slay slaying slayings slaughter slaughtered massacre massacred
    massacres murder murdered murders murdering assassinated assassination assassinations assassinate beheaded
    beheading beheadings lynched lynching lynchings martyred gunned homicide homicides wounded wounding wounds
    abducted abduction abductions abduct kidnapped kidnap kidnapping kidnappings kidnaps hostage hostages stabbed
    stabbing stabbings maimed tortured casualty casualties fatality fatalities fatally executions corpses corpse
    gunshot bombed shelled ambushed executed arrested detained jailed apprehended imprisoned torturing
    detaining imprisonment""".split()
)
"""Effects that are violence by themselves."""
_MISFORTUNES = frozenset(
    """kill shooting shootings bodies displaced died dies die dying death deaths dead injured injuries injury
    injuring hurt missing arrests arrest fled perished succumbed toll fatal captured imprisoned hospitalized
    hospitalised hospital disappeared poisoned raped beaten shoots capture eliminate eliminates eliminated
    neutralized neutralised suffocated suffocation lives life custody detain detention jail exodus beatings beating
    apprehend burnt charred hacked""".split()
)
"""Effects of violence and of much else."""
_VIOLENCE = frozenset(
    """attack attacks attacked attackers attacker bomb bombs bombing bombings bomber bombers blast blasts
    explosion explosions exploded explosive explosives gunman gunmen gunfire gunshot gunshots gun guns shooting
    shootings shooter shot shots shoot fired militant militants insurgent insurgents rebel rebels terrorist
    terrorists terrorism terror guerrilla guerrillas jihadist jihadists clash clashes clashed fighting airstrike
    airstrikes shelling shelled rocket rockets mortar mortars grenade grenades missile missiles ambush ambushed
    raid raids raided massacre murder murdered killed killing killings homicide stabbed stabbing knife assault
    assaulted assassinated assassin kidnapped abducted soldiers troops army military war violence violent riot
    riots rioting protesters protest suicide hostage hostages torture tortured crackdown police weapon weapons
    bullet bullets firearm regime""".split()
)
_PEOPLE = frozenset(
    """people person persons civilian civilians soldier soldiers troops policeman policemen policewoman police
    officer officers man men woman women child children boy boys girl girls victim victims militant militants
    rebel rebels insurgent insurgents fighter fighters terrorist terrorists student students villager villagers
    other others member members gunman gunmen bomber bombers attacker attackers suspect suspects son sons
    daughter daughters brother brothers sister father mother wife husband girlfriend boyfriend teen teens
    teenager teenagers youth youths worker workers leader leaders journalist journalists guard guards resident
    residents guerrillas guerrilla peasant peasants priest priests personnel subversives toddler infant driver
    mayor judge activist activists protester protesters passenger passengers family families baby him her himself
    herself them everyone americans palestinians israelis constable jawan jawans naxals naxalites extremists
    commander general president colonel captain sergeant lieutenant prisoner prisoners detainees refugees
    politician senator minister lawyer lawyers teacher shooter dad mom uncle nephew cousin neighbor neighbour
    kids kid homeowner clerk deputy trooper facilitator facilitators operative operatives commanders seamen
    jesuits nun nuns bishop kidnapper kidnappers individual individuals occupants workers""".split()
)
_NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands dozen
    dozens scores several many another both nobody""".split()
)
_DONE = frozenset(
    """killed wounded murdered assassinated kidnapped abducted gunned stabbed beheaded executed massacred shot slain
    injured poisoned bombed beaten""".split()
)
"""Participles that are an effect behind an auxiliary, whoever's name stands before it ("Dara Example was killed")."""
_DEEDS = frozenset(
    """murder murders killing killings assassination assassinations kidnapping kidnappings abduction massacre massacres
    slaying slaughter""".split()
)
"""Nouns that are an effect before "of" and behind a possessor ("Dara Example's murder")."""
_COUNTED = frozenset("casualties injuries deaths fatalities victims dead wounded injured".split())
"""What a report may say there was none of."""
_LIVES = frozenset("lives life".split())
_LOST = frozenset("claimed claims claiming lost losing cost costing took taken".split())
_DEATHS = frozenset("death deaths".split())
_NONE = frozenset("no without".split())
_PASSIVE = frozenset("was were been being".split())
_SHOT_BEHIND = frozenset(
    "was were been being is are fatally allegedly accidentally got he she and who they".split()
) | (_PEOPLE - {"general", "president", "other", "others", "leader"})
_SHOT_BEFORE = frozenset(
    "dead himself herself him her them multiple several twice by people man men woman killed wounded to".split()
)
_NOT_DEAD = frozenset("heat heats end ends on last wrong weight set zone sea certain air ringer tie line wood".split())


def may_tell(text: str) -> bool:
    """Whether the words of a report let expect a claim of casualties, so that it is worth reading."""
    words = _WORD.findall(text.lower())
    if len(words) < SHORT:
        return True
    return any(_tells(words, index, word) for index, word in enumerate(words) if word in _EFFECTS)


_EFFECTS = _VIOLENT_EFFECTS | _MISFORTUNES | {"shot"}


def _tells(words: Sequence[str], index: int, word: str) -> bool:
    """Whether the effect at `index` is one, of somebody."""
    before, behind = words[max(0, index - _REACH) : index], words[index + 1 : index + 1 + _REACH]
    if _by_form(word, before, behind):
        return True
    of_somebody = word in _DEATHS and behind[:1] == ["of"]
    if not of_somebody and not any(_is_somebody(near) for near in (*before, *behind)):
        return False
    if word == "shot":
        return not _SHOT_BEHIND.isdisjoint(before[-1:]) or not _SHOT_BEFORE.isdisjoint(behind[:1])
    if word in _VIOLENT_EFFECTS:
        return True
    if word in _LIVES and _LOST.isdisjoint((*before[-4:], *behind[:2])):
        return False
    if word == "dead" and not _NOT_DEAD.isdisjoint(behind[:1]):
        return False
    field = (*words[max(0, index - _FIELD) : index], *words[index + 1 : index + 1 + _FIELD])
    return not _VIOLENCE.isdisjoint(field)


def _by_form(word: str, before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether the form alone says that it befell somebody, or nobody: "was killed", "the murder of", "no injuries"."""
    if word in _DONE and not _PASSIVE.isdisjoint(before[-1:] if word == "shot" else before[-3:]):
        return True
    if word in _DEEDS and (behind[:1] == ["of"] or before[-1:] == ["s"]):
        return True
    return word in _COUNTED and not _NONE.isdisjoint(before[-3:])


def _is_somebody(word: str) -> bool:
    return word in _PEOPLE or word in _NUMBERS or word.isdigit()
