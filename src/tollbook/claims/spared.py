"""Who came to no harm, though a word of harm stands by: saved, not hurt, nearly killed, accused of it or doing it."""

from __future__ import annotations

from tollbook.claims.effects import Named
from tollbook.claims.heads import is_numeral
from tollbook.claims.tagger import Analysis
from tollbook.claims.verbs import conjugated


def is_spared(analysis: Analysis, word: int, span: tuple[int, int], named: Named | None) -> bool:
    """Whether those whom `word` counts, in the words `span`, came to no harm: they were saved or not hurt, it was but
    tried, or it was they who did it. `named` is what names their effect.
    """
    if named is not None and _NOT & set(analysis.lower[max(span[1], named.word - 3) : named.word]):
        return True  # "the two others were not injured"
    if named is not None and named.effect == "killed" and _ALMOST & set(analysis.lower[named.word - 1 : named.word]):
        return True
    if (
        named is not None
        and named.effect == "killed"
        and _ATTEMPT & set(analysis.lower[max(0, named.word - 2) : named.word])
    ):
        return True  # "trying to kill a fifth", "the attempted murder of a clerk"
    if _is_accused(analysis, span[1], named):
        return True
    if analysis.lower[span[0] - 2 : span[0]] in (["life", "of"], ["lives", "of"]):
        low, _ = analysis.bounds(word)
        if _SPARING & set(analysis.lower[max(low, span[0] - 4) : span[0] - 2]):
            return True  # "saved the life of an infant"
    return _is_saved(analysis, word) or _shoots(analysis, span[1])


_ATTEMPT = frozenset("trying tried tries try attempted attempting attempts attempt".split())


def _is_accused(analysis: Analysis, last: int, named: Named | None) -> bool:
    """Whether the words behind those of a person tell of the accused ("teen charged in killing", "a man facing murder
    charges"), and no word beside them of what became of that person.
    """
    _, high = analysis.bounds(last - 1)
    if named is not None and named.word - last < _ACCUSED_WITHIN and named.word >= last:
        return False
    index = last
    while index < high and analysis.lower[index] in _BEING:
        index += 1
    return index < high and analysis.lower[index] in _ACCUSED


_ACCUSED_WITHIN = 3
_BEING = frozenset("who is was has been are were had being now also".split())
_ACCUSED = frozenset(
    "charged facing faces accused indicted convicted sentenced arraigned booked pleads pleaded".split()
)
_SPARING = conjugated("save spare")


def _is_but_tried(analysis: Analysis, killing: int) -> bool:
    """Whether a word of killing tells of an attempt: "nearly killed", "trying to kill", "the attempted murder of"."""
    before = analysis.lower[max(0, killing - 2) : killing]
    return bool(_ALMOST & set(before[-1:]) or _ATTEMPT & set(before))


_ALMOST = frozenset("nearly almost".split())
"""Before the word that names it: "a boy was nearly killed", not "killed nearly 100"."""
_NOT = frozenset("not n't n’t never un".split())


def _shoots(analysis: Analysis, last: int) -> bool:
    """Whether the person whose words end at `last` shoots somebody else ("father accidentally shoots his son")."""
    _, high = analysis.bounds(last - 1)
    if analysis.lower[last : last + 1] == [","] and is_numeral(" ".join(analysis.forms[last + 1 : last + 2])):
        last += 2  # an age: "Boy, 6, fatally shoots brother"
        last += analysis.lower[last : last + 1] == [","]
    while last < high and analysis.lower[last] in _HOW_DONE:
        last += 1
    verbs: list[str] = []
    while last < high and (
        analysis.lower[last] in _STRIKES | _STRUCK or (verbs and analysis.lower[last] in {"and", ","})
    ):
        verbs.append(analysis.lower[last])
        last += 1
    if not verbs or last >= high or analysis.lower[last] in _HIMSELF:
        return False
    if verbs[0] in _STRIKES:
        return True
    whom = analysis.best["part_of_speech"][last] == "NOUN" and len(verbs) > 1  # "boy shot, killed brother"
    return analysis.lower[last] in _OBJECTS or whom


_STRIKES = frozenset("shoots kills wounds injures stabs".split())
_STRUCK = frozenset("shot killed wounded injured stabbed".split())
_HOW_DONE = frozenset("accidentally fatally mortally allegedly reportedly".split())
_HIMSELF = frozenset("himself herself themselves self".split())
_OBJECTS = frozenset("his her their the a an another him them".split())


def _is_saved(analysis: Analysis, word: int) -> bool:
    """Whether those counted were freed or rescued ("killing three guards and freeing 22 inmates")."""
    head = word
    while analysis.relation[head] == "nummod" and analysis.governor[head] >= 0:
        head = analysis.governor[head]
    saving = analysis.lower[max(analysis.governor[head], 0)] in _SAVING
    return saving and analysis.relation[head] in {"obj", "nsubj:pass"}


_SAVING = conjugated("release rescue liberate save") | frozenset("free frees freed freeing".split())
