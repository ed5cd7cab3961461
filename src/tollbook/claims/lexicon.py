"""Words whose meaning the guideline fixes: classes of victims, their attributes, verbs of effects."""

from __future__ import annotations

import re
from typing import TypeVar

from tollbook.model import Attribute, Effect, VictimClass

Label = TypeVar("Label")


def _by_word(table: dict[Label, str]) -> dict[str, Label]:
    """A table of label to words, turned round."""
    return {word: label for label, words in table.items() for word in words.split()}


_CLASS_OF: dict[VictimClass, str] = {
    "civilian": """civilian civilians child children boy boys girl girls woman women baby babies infant infants toddler
            student students pupil pupils schoolchildren teacher teachers journalist journalists reporter reporters
            cameraman photographer villager villagers worshipper worshippers protester protesters demonstrator
            demonstrators activist activists worker workers refugee refugees migrant migrants passenger passengers
            shopper shoppers farmer farmers fisherman fishermen trader traders doctor doctors nurse nurses medic medics
            paramedic paramedics priest priests pastor lawyer lawyers politician politicians resident residents
            pilgrim pilgrims rioter rioters schoolgirl schoolgirls schoolboy schoolboys wife mother father daughter son
            sister brother grandmother grandfather uncle aunt husband tourist tourists shepherd shepherds driver
            labourer labourers laborer laborers bystander bystanders evacuees""",
    "security_forces": """soldier soldiers policeman policemen policewoman policewomen troop troops constable constables
            paramilitary paramilitaries ranger rangers airmen airman marine marines guardsman guardsmen personnel
            servicemen serviceman conscript conscripts gendarme gendarmes peacekeeper peacekeepers cop cops inspector
            inspectors superintendent commando commandos""",
    "militant": """militant militants insurgent insurgents rebel rebels terrorist terrorists gunman gunmen jihadist
            jihadists jihadi jihadis guerrilla guerrillas attacker attackers assailant assailants bomber bombers
            extremist extremists bandit bandits gangster gangsters separatist separatists naxal naxals maoist maoists
            hijackers hijacker infiltrators infiltrator facilitator facilitators""",
}
CLASS_OF = _by_word(_CLASS_OF)
"""Nouns that settle the class by themselves, head of the phrase or not."""

PHRASES_OF: dict[VictimClass, tuple[str, ...]] = {
    "security_forces": (
        "security forces", "security force", "security personnel", "security officers", "police officer",
        "army officer", "army personnel", "police personnel", "government forces", "government troops", "regime forces",
        "peace keepers", "border guard", "coast guard", "national guard", "members of the army",
        "members of the police", "national police", "from the armed forces", "armed forces personnel",
        "superintendent of police", "superintendent of the police",
    ),
}  # fmt: skip
"""Phrases that settle the class wherever they stand among the victims' words ("members of the security forces")."""

_ATTRIBUTES: dict[Attribute, str] = {
    "child": """child children boy boys girl girls baby babies infant infants toddler toddlers minor minors kid kids
            schoolchildren teenager teenagers schoolgirl schoolgirls schoolboy schoolboys newborn pupil pupils""",
    "woman": "woman women female mother mothers wife wives daughter daughters girl girls sister sisters grandmother",
    "man": "man men male father fathers husband husbands son sons brother brothers boy boys grandfather",
    "elderly": "elderly grandmother grandfather octogenarian pensioner pensioners",
    "journalist": """journalist journalists reporter reporters cameraman photographer photographers editor
            correspondent correspondents photojournalist blogger broadcaster""",
    "aid_worker": "aid humanitarian",
    "health_worker": "doctor doctors nurse nurses medic medics paramedic paramedics surgeon physician midwife",
    "foreigner": "foreigner foreigners foreign expatriate expatriates tourist tourists",
    "politician": """politician politicians mayor senator lawmaker lawmakers legislator governor councillor mp mps
            minister president candidate""",
    "detainee": "detainee detainees prisoner prisoners inmate inmates captive captives hostage hostages",
    "perpetrator": "attacker attackers assailant assailants bomber bombers gunman shooter hijacker hijackers",
}
ATTRIBUTES = _by_word(_ATTRIBUTES)
_EFFECT_OF: dict[Effect, str] = {
    "killed": """kill kills killed killing killings die dies died dying dead death deaths slain slay murder murdered
            murders massacre massacred behead beheaded executed execute lynched martyred assassinated perish perished
            fatality fatalities lives life neutralised neutralized eliminated bodies body corpses corpse toll executing
            deceased slaying slayings homicide homicides execution executions beheading crucified crucifying liquidated
            slaughtered martyr martyrs casualty casualties kia""",
    "injured": """injure injures injured injuring injuries wound wounds wounded wounding hurt maimed hospitalised
            hospitalized inj wia""",
    "missing": "missing disappeared unaccounted",
    "abducted": """abduct abducts abducted abducting abduction abductions abductee abductees snatched snatch kidnap
            kidnaps kidnapped kidnapping kidnappings hostage hostages seized""",
    "detained": """detain detains detained detaining detention detainment arrest arrests arrested arresting captured
            capture custody jailed""",
    "displaced": "displace displaces displaced displacing fled flee fleeing homeless evacuated uprooted",
}
EFFECT_OF = _by_word(_EFFECT_OF)
"""Words that name an effect by themselves."""

LIGHT = frozenset("left leave leaves leaving saw see seen found had have has having get got were was is are".split())
"""Verbs that leave the effect to another word ("left 60 wounded")."""

MISHAP = re.compile(
    r"\b(?:accident(?:s|al|ally)?|crash(?:es|ed)?|collisions?|collid(?:es|ed|ing)|overturn(?:s|ed|ing)?|derail(?:s|ed|ment)"
    r"|capsiz(?:es|ed|ing)|shipwreck|sank|drown(?:s|ed|ing)?|skid(?:s|ded|ding)?|veer(?:s|ed|ing)? off|ran off the road"
    r"|plung(?:es|ed|ing|e)|ravine|gorge|fell into|floods?|flooding|floodwaters?|earthquakes?|quake|tremors?"
    r"|aftershocks?|tsunami|volcano|eruption|landslides?|mudslides?|rockslide|avalanche|cyclones?|hurricanes?|typhoons?"
    r"|tornado(?:es)?|monsoon|torrential|heavy rains?|snowstorm|blizzard|lightning|wildfires?|bushfires?|short circuit"
    r"|faulty wiring|cholera|malaria|measles|ebola|covid(?:-19)?|coronavirus|pandemic|epidemic|disease|virus"
    r"|influenza|infect(?:ed|ion|ions)|food poisoning|heart attack|cardiac arrest|stroke|cancer|old age|natural causes"
    r"|gas leak|boiler|building collapse|collapsed|heat ?wave|famine|starvation|malnutrition|stampede)\b",
    re.IGNORECASE,
)
"""Words for what kills without violence."""
VIOLENT = re.compile(
    r"\b(?:(?<!heart )attack|bomb|blast|shot|shoot|gun|fired|shell|strike|struck|raid"
    r"|air ?(?:strike|raid|force)|kill(?:ed|s|ing) by|terror|clash|fighting|fought|war\b|murder|stab|explo|missile"
    r"|rocket|torture|behead|execut|massacr|abduct|kidnap|assassin|lynch|beaten|siege|aggression|offensive)",
    re.IGNORECASE,
)
"""Beginnings of words for violence. Fighters are no sign of it: soldiers die in road accidents too."""

ANIMALS = frozenset("dog dogs canine canines k-9 k9 horse horses cat cats cow cows cattle goat goats camel".split())

THINGS = frozenset(
    """places place locations location towns town villages village cities city districts areas houses house homes home
    buildings building facilities hospitals hospital schools school mosques mosque churches shops shop vehicles vehicle
    cars car tanks tank trucks buses ambulances aircraft planes jets helicopters rockets rocket missiles shells mortars
    rounds bullets bombs explosions blasts attacks attack strikes airstrikes raids incidents incident sites stations
    checkpoints posts companies licences rooms units goals games points times occasions hours minutes days weeks months
    years miles kilometres percent tonnes acres cases operations weapons rifles mines drones""".split()
)
"""Nouns that are counted in such reports and are no people."""

TOTAL = re.compile(
    r"\b(?:since|so far|all told|overall|altogether|cumulative|total|this (?:year|month|week)|in (?:recent|the past)"
    r"|in the last|over the (?:past|last)|during the (?:past|last)|wars?|conflict|campaign|to date|(?:19|20)\d\d|years?"
    r"|months?|weeks?|decades?|annual(?:ly)?|every"
    r"|in (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?! [0-9]{1,2}\b))\b",
    re.IGNORECASE,
)
"""Words that name a period, a war or a campaign, over which figures are added up."""

PLURAL_PEOPLE = frozenset("people men women children police troops forces personnel militia clergy".split())
