"""The verbs and nouns of violence and of what is told beside it, by family: what a day word near them can date."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Family = Literal["killed", "injured", "taken", "displaced", "attack", "court", "freed", "speech"]

_VIOLENT_STEMS: dict[Family, str] = {
    "killed": (
        "kill|dead|died?|dies|dying|death|slain|murder|execut|massacre|behead|fatal|perish|lynch|assassin|lives"
    ),
    "injured": "wound|injur|hurt|maim",
    "taken": ("abduct|kidnap|hostage|captur|seiz|arrest|detain|detention|imprison|held|missing|disappear|captive"),
    "displaced": "displac|fled|flee|evacuat",
    "attack": (
        "attack|strike|airstrike|struck|bomb|blast|explo|detonat|raid|shell|rocket|missile|shot|shoot|fire[ds]?|firing|"
        "clash|fight|fought|battle|ambush|assault|offensive|operation|target|hit|storm|stab|torch|burn|violence|gunm|"
        "opened|incident|crash"
    ),
}
_OTHER_STEMS: dict[Family, str] = {
    "court": (
        "sentenc|convict|charg|indict|trial|court|jail|accus|plead|verdict|hearing|buried|funeral|memorial|anniversary|"
        "election|inaugurat|ceasefire|truce"
    ),
    "freed": "freed|free|releas|rescu|return|retak|recaptur|recover|regain",
    "speech": (
        "said|says|told|stated|stating|statement|announc|report|confirm|claim|added|adding|warn|declar|tweet|wrote|"
        "quoted|interview|spoke|condemn|denied|denies|urged|called"
    ),
}
_FAMILIES: tuple[tuple[Family, re.Pattern[str]], ...] = tuple(
    (family, re.compile(rf"(?:{stems})\w*", re.IGNORECASE)) for family, stems in (_VIOLENT_STEMS | _OTHER_STEMS).items()
)
_VIOLENT = re.compile(rf"\b(?:{'|'.join(_VIOLENT_STEMS.values())})", re.IGNORECASE)


@lru_cache(maxsize=4096)
def family_of(word: str) -> Family | None:
    """The family of one word, None where it is in none."""
    return next((family for family, pattern in _FAMILIES if pattern.fullmatch(word)), None)


def tells_violence(words: str) -> bool:
    """Whether a word of violence stands in `words`."""
    return _VIOLENT.search(words) is not None
