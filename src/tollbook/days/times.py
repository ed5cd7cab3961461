"""Which words of a text name times: days, and what names none, such as "three months", "now", "every year", "480 BC".

The claims never see these: their days come from `find_phrases` alone, and `find_times` runs only where it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.days.era_rules import ERA_GROUPS
from tollbook.days.grammar import find_phrases
from tollbook.days.search import longest, search
from tollbook.days.time_rules import TIME_GROUPS
from tollbook.days.time_values import Old, Time, TimePhrase
from tollbook.days.values import Phrase


def find_times(text: str, phrases: Sequence[Phrase] | None = None) -> list[TimePhrase]:
    """The time expressions of `text`, in order, none overlapping another; of two that do the longer stands, but what
    names a day ("the past two days") is hidden only by a year of old ("May 480 BC"). `phrases` are those of
    `find_phrases`, where they are known already.
    """
    named = find_phrases(text) if phrases is None else phrases
    days = [TimePhrase(start=found.start, end=found.end, value=found.value) for found in named]
    taken = {place for phrase in days for place in range(phrase.start, phrase.end)}
    times = [
        TimePhrase(start=start, end=end, value=value)
        for start, end, value in (*search(text, ERA_GROUPS), *search(text, TIME_GROUPS))
        if not isinstance(value, Time) or isinstance(value, Old) or taken.isdisjoint(range(start, end))
    ]
    return [phrase for _, _, phrase in longest([(phrase.start, phrase.end, phrase) for phrase in days + times])]
