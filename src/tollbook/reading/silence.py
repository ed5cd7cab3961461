"""What of a text speaks no claims: the rules, as data, under one version. `furniture.py` applies them.

A rule is a habit of English news sites (an appeal for money, a share button, a wire's sign-off), never one report's
sentence. A stretch that is silenced wrongly loses claims, which is worse than a claim too many; so a rule that could
meet the report's own words reaches no further than the words it names.

Every pattern stands beside its hints: words in small letters, `|` between them, one of which is in every match. They
are looked for first, since that is quick.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from tollbook.model import BlockKind

VERSION = "1"
"""Raised with every change of a rule, so that a reading tells under which rules it was silent."""

Reach = Literal["words", "line", "opening"]
"""How far a rule reaches: the words themselves; a line that is nothing else; a short line that opens with them."""


class Cue(NamedTuple):
    """Words that give a habit away: a pattern, and its hints."""

    hints: tuple[str, ...]
    pattern: re.Pattern[str]

    def hinted(self, lower: str) -> bool:
        """Whether `lower`, a passage in small letters, may hold a match."""
        return any(hint in lower for hint in self.hints)

    def within(self, lower: str) -> Cue:
        """The cue for passages of a text, given in small letters, with those hints alone that stand in it."""
        return self._replace(hints=tuple(hint for hint in self.hints if hint in lower))


class Rule(NamedTuple):
    """One habit: what it marks, how far it reaches, and its cue."""

    kind: BlockKind
    reach: Reach
    cue: Cue


OPENING_LIMIT = 250
"""The longest line, in characters, that a rule of reach "opening" takes: a headline, never a paragraph."""

LINE_LIMIT = 400
"""The longest line that a rule of reach "line" is tried on."""

CAPTION_LIMIT = 500
"""The longest line that is taken for a caption."""

CREDIT_LIMIT = 160
"""How many of a line's last characters may credit its picture."""

BRIDGE = 900
"""The most characters between two sentences that appeal, for what stands between to belong to the appeal."""


def _cue(hints: str, *patterns: str, flags: re.RegexFlag = re.IGNORECASE) -> Cue:
    return Cue(tuple(hints.split("|")), re.compile("".join(patterns), flags))


def _any(*cues: tuple[str, str]) -> Cue:
    """One cue out of many, each given as its hints and its pattern."""
    hints = tuple(dict.fromkeys(hint for hints, _ in cues for hint in hints.split("|")))
    return Cue(hints, re.compile("|".join(pattern for _, pattern in cues), re.I))


VIOLENCE = re.compile(
    r"\b(?:kill|dead\b|die[ds]?\b|dying|death|wound|injur|hurt\b|abduct|kidnap|missing\b|detain|arrest|displac|casualt"
    r"|slain|slay|massacre|shot\b|shoot|bomb|blast|attack|victim|bodies|fatal|martyr|hostage|clash|murder|explo)",
    re.I,
)
"""Words of the field. A sentence that has one is silenced by no appeal, and bridged by none."""

_NETWORKS = (
    r"(?:facebook|twitter|x|instagram|youtube|telegram|whatsapp|tiktok|linkedin|threads|bluesky|google|social media"
    r"|our)"
)
_OUR_WORK = (
    r"(?:our|the work of our|independent|quality|local|public|honest|fearless|free|non-?profit|investigative"
    r"|public-interest|trusted|factual)(?:,? (?:own|independent|quality|local|free|news))?"
    r" (?:journalism|newsroom|journalists|reporting|work)"
)

APPEAL = _any(
    (
        "your ",
        r"\byour (?:support|donations?|contributions?|generosity|gift|subscription|membership) "
        r"(?:helps?|makes?|allows?|enables?|keeps?|funds?|powers?|ensures?|goes|matters|will|can"
        r"|is (?:vital|crucial|what))\b",
    ),
    (
        "support |donate to|contribute to|fund |powered by|believe in|value |paying for",
        rf"\b(?:support|donate to|contribute to|fund|powered by|believe in|value|paying for) {_OUR_WORK}\b",
    ),
    ("quality journalism", r"\bquality journalism\b"),
    ("reader-", r"\breader-(?:supported|funded|powered)\b"),
    ("paywall", r"\bpaywalls?\b"),
    ("ad-free|blocker", r"\bad-free\b|\bad[- ]?blocker"),
    ("subscribe", r"\bsubscribe (?:now|today|here|for|to (?:our|the|get|read|continue|receive|unlock|this))\b"),
    (
        "sign up",
        r"\bsign up (?:now|today|here|for (?:our|free|a free|breaking|daily|exclusive)|to (?:our|get|receive))\b",
    ),
    ("in to ", r"\b(?:sign|log) ?in to (?:continue|read|your account)\b"),
    ("already a", r"\balready a (?:subscriber|member)\b"),
    (
        "become a",
        r"\bbecome an? (?:\w+ )?(?:member|subscriber|supporter|patron) "
        r"(?:today|now|here|and (?:get|help|support|enjoy))\b",
    ),
    (
        "make a",
        r"\bmake an? (?:\w+[- ])?(?:donation|contribution|gift) (?:today|now|to (?:support|help|keep|us|our))\b",
    ),
    ("donate ", r"\bdonate (?:now|today|here|via|as little)\b"),
    ("support ", r"\bsupport (?:us )?(?:now|today) (?:and|by|from|with)\b"),
    ("please ", r"\bplease (?:become an? \w+ today|support (?:us|our)|subscribe|sign up)\b"),
    ("consider ", r"\bconsider (?:donating|subscribing|making an? (?:donation|contribution|gift))\b"),
    (
        "help us ",
        r"\bhelp us (?:(?:keep|continue|go on) )?(?:to )?(?:report|tell|fund|bring|publish|deliver)(?:ing)?\b",
    ),
    (
        "just |only |as little as ",
        r"\b(?:for|from) (?:just|only|as little as) (?:us|a|au)?[$£€₹]\s?\d[\d.,]{0,6} ?"
        r"(?:(?:a|per|/) ?(?:week|month|year)|for \w+ (?:weeks|months))\b",
    ),
    ("never miss", r"\bnever miss (?:a|another|our) (?:story|update|thing|beat)\b"),
    ("miss ", r"\bdon['’]?t miss (?:out on )?(?:the latest|a story|our)\b"),
    (
        "to your ",
        r"\b(?:straight|direct(?:ly)?|delivered)(?: daily| weekly)?(?: straight)? to your (?:inbox|e-?mail)\b",
    ),
    (
        "newsletter",
        r"\b(?:our|daily|weekly|free) (?:[\w-]+ ){0,2}newsletters?(?: ?here)?(?:[.!]|$|\n| by )|\bnewsletters? ?here\b",
    ),
    ("you agree", r"\bby \w+ing\b[^.\n]{0,80}\byou agree\b|\byou agree to our\b"),
    ("i agree to", r"\bi agree to the terms\b"),
    ("by providing", r"\bby providing an email address\b"),
    ("unsubscribe", r"\bunsubscribe\b"),
    ("confirm your", r"\bconfirm your e-?mail\b"),
    ("your submission", r"\bproblem processing your submission\b"),
    ("instructions in", r"\bplease follow the instructions in the e-?mail\b"),
    (" us on ", rf"\b(?:follow|join) us on {_NETWORKS}\b"),
    ("join our", r"\bjoin our (?:whatsapp|telegram|new channel|channel)\b"),
    ("download our", r"\bdownload our\b[^.\n]{0,30}\bapp\b"),
    ("click here", r"\bclick here to (?:join|subscribe|donate|sign|support|download)\b"),
    (
        "to our ",
        r"\bsubscribe to our\b|\b(?:subscribe|sign up) to our (?:telegram|whatsapp|youtube) channel\b",
    ),
    ("thank you for", r"\bthank you for (?:reading|supporting) (?:our|us|this)\b"),
    ("this ", r"\bthis (?:article|story|content) is (?:only )?(?:for|available to) (?:subscribers|members)\b"),
    ("reading", r"\bto (?:continue|keep) reading\b"),
    (" spam", r"\bwe (?:won['’]?t|will not|never) spam\b"),
    ("your privacy", r"\brespect your privacy\b"),
)  # fmt: skip
"""What an appeal says: for money, for a subscription, for an address. Each sentence that says it is silent."""

NEAR_APPEAL = re.compile(
    r"\b(?:your|our|you|we|us)\b|\bjournalis[mt]|\breport(?:ers|ing)\b|\bread more\b|\bsupport\b|\btrusted\b|\bsuccess!"
    r"|\bheadlines\b|\be-?mail\b|\bthank you\b|\bplease\b",
    re.I,
)
"""What a sentence between two that appeal speaks of."""

CALL = re.compile(
    r"[\W_]*(?:read more|support (?:us )?now|donate(?: now| today| here)?|subscribe(?: now| today| here)?|find out more"
    r"|sign up(?: now| today| here)?|learn more|contribute now|thank you|click here|close|top headlines)\b[.!]*",
    re.I,
)
"""The buttons of an appeal: silent beside one."""

FOOTER = re.compile(
    r"\bcopyright\b|\ball rights reserved\b|\bprivacy policy\b|\bcookie policy\b|\bterms (?:of use|and conditions)\b"
    r"|\bcomment via\b|\bcommunity standards|\bfollow us\b|\bsubscribe\b|\bnewsletter\b",
    re.I,
)
"""Words of a site's footer. What stands between a heading of related links and a footer is no report."""

LINKS = _cue(
    "related|may also like|most |recommended for|more from|more on this|trending|read ",
    r"(?:(?:\.\.\. ?)?\b\d{1,6} )?\b(?:Related (?:News|Stories|Articles|Topics|Content|Links|Coverage)",
    r"|RELATED(?: \w+)?|You [Mm]ay [Aa]lso [Ll]ike|Most (?:Read|Popular|Viewed)|Recommended [Ff]or [Yy]ou",
    r"|More [Ff]rom [A-Z]\w+|More [Oo]n [Tt]his [Ss]tory|Trending (?:Now|Stories)|Read (?:Also|Next|Similar)",
    r"|Related(?= [A-Z]))",
    flags=re.NOFLAG,
)
"""The heading of a list of links, as it stands in running text: written with capitals, after a sentence's end."""

COPYRIGHT = _cue(
    "copyright|©|all rights",
    r"\bCopyright\W{1,6}\d{4}\b|©|\bAll [Rr]ights [Rr]eserved\b",
    flags=re.NOFLAG,
)
"""Where a site's footer begins in running text, if no word of violence follows before the paragraph ends."""

GALLERY = re.compile(
    r"\b(?:open image in gallery|(?:click|tap) to (?:expand|enlarge)(?: image)?|view image in fullscreen"
    r"|enlarge this image)\b",
    re.I,
)
"""Buttons on a picture: what follows them on their line is its caption."""

CREDIT = re.compile(
    r"(?:[(\[][^()\[\]\n]{0,80}\b(?:photos?|images?|getty|handout|hand-out|file|screengrab|screenshot|pool|courtesy|via"
    r"|picture|shutterstock|alamy|AFP|Reuters|REUTERS|AP|EPA|EPA-EFE|Anadolu|AA|Xinhua|PTI|ANI|ISPR)\b"
    r"[^()\[\]\n]{0,60}[)\]]"
    r"|(?:[Pp]hoto(?:graph)?|[Ii]mage|PHOTO|[Pp]icture|[Cc]redit)(?: by| credit)?\s?: ?[^.:\n]{2,60}"
    r"|(?:via |/ ?|\. )(?:Getty(?: Images)?|AFP|AP|Reuters|REUTERS|EPA|Shutterstock|Alamy)"
    r"|\b(?:AP|AFP|Reuters|REUTERS) (?:[Pp]hoto|PHOTO|/)[^.\n]{0,60})[ .]*$"
)
"""How a caption ends: with who took the picture."""

_RELATED = (
    r"(?:also read|read also|read ?more|read next|read this|see also|see more|must read|most read|most popular"
    r"|related(?: stor(?:y|ies)| news| articles?| content| coverage| topics?| links?| videos?| posts?| reading)?"
    r"|recommended(?: for you)?|trending(?: now)?|you (?:may|might) (?:also )?like|editor['’]?s['’]? picks?"
)
_BUTTONS = (
    r"share(?: (?:this|on|via|article|this (?:article|story|post)))?|facebook|twitter|x|e-?mail|print|whatsapp"
    r"|linked ?in|mail|telegram|reddit|tumblr|pinterest|pocket|skype|messenger|flipboard|instagram|youtube|pin"
    r"|copy link|\d+ shares?|comments?(?: \(\d+\))?|\d+ comments?|(?:leave|post) a comment|view comments"
    r"|advertisements?"
    r"|sponsored(?: content)?|like this|like|loading|scroll to continue"
    r"|(?:story|article) continues (?:below|after)(?: this| the)?(?: ad| advertisement)?"
    r"|skip (?:to (?:main )?content|advertisement|ad)|menu|home|search|follow|save|listen|play|close|back to top|next"
    r"|previous|more|and|on|via|to|by"
)
_DAY = r"(?:\d{4}-\d\d-\d\d|\d{1,2} (?-i:[A-Z])[a-z]{2,8},? \d{4}|(?-i:[A-Z])[a-z]{2,8} \d{1,2},? ?\d{4})"
_NAME = r"(?-i:[A-Z])[\w.'’-]*"

RULES: tuple[Rule, ...] = (
    # Calls to action, alone on a line.
    Rule("appeal", "line", _cue(
        "support|donat|subscri|sign up|register|become|newsletter|contribut|join",
        r"[\W_]*(?:(?:please )?(?:support (?:now|us|our work)|donate(?: now| today)?|subscribe(?: now| today)?",
        r"|sign up(?: now| today| for free)?|register(?: now)?|become a (?:member|subscriber|supporter|patron)",
        r"|(?:daily |we have more |more )?newsletters?|contribute(?: now)?|join (?:us|now))[\W_]*){1,4}",
    )),
    # Links to other reports: a cue and a headline on a line, or the cue alone.
    Rule("related", "opening", _cue(
        "read|related|see |more on|must|most |recommended|watch|explain|in pictures|don|you m|trending|listen|editor",
        _RELATED, r"|more on (?:this|the|these)\b[\w ]{0,40}|watch(?: now| here| live)?|listen(?: to)?|explaine[rd]",
        r"|in pictures|don['’]t miss)\s*[:|>»–—]\s*",
    )),
    Rule("related", "line", _cue(
        "read|related|see |more|must|most |recommended|trending|editor|you m|latest",
        r"[\W_]*", _RELATED, r"|read (?:on|the full story|full (?:story|article))|more (?:on this story|stories|news)",
        r"|latest (?:news|stories|headlines))[\W_]*",
    )),
    Rule("related", "words", _cue("related stor", r"\brelated stories\s?:[^.\n]{0,400}$")),
    Rule("related", "words", _cue("read also|read next", r"(?<=[.!?\])] )read (?:also|next)\s*$")),
    # Buttons, notices and counters.
    Rule("navigation", "line", _cue(
        "share|facebook|twitter|mail|print|whatsapp|linked|comment|advert|loading|skip|menu|telegram|reddit|tumblr|home"
        "|pinterest|pocket|skype|copy|sponsor|continue|scroll|follow|save|listen|play|close|back|next|previous|search",
        rf"[\W_]*(?:(?:{_BUTTONS})\b[\W_]*){{1,16}}",
    )),
    Rule("navigation", "opening", _cue(
        "copyright|©|(c)|all rights|this material|cookies",
        r"(?:copyright\W{1,6}\d{4}\b|copyright by\b|©|\(c\) ?\d{4}|all rights reserved",
        r"|this material may not be (?:published|reproduced)|(?:we|this (?:site|website)) uses? cookies)",
    )),
    Rule("navigation", "opening", _cue(
        "tags|topics|filed under|categor|keywords", r"(?:tags|topics|filed under|categories|category|keywords)\s*[:|]",
    )),
    Rule("navigation", "words", Cue(("gallery", "to expand", "to enlarge", "fullscreen", "enlarge this"), GALLERY)),
    Rule("navigation", "words", _cue("caption", r"\b(?:hide|toggle|show) caption\b")),
    Rule("navigation", "words", _cue(
        "get short url",
        r"\bget short url\b(?: topic [^.\n]{3,100}?\(\d{1,5}\))?",
        r"(?: 0 \d{1,6}(?= )| \d{1,6}(?= (?:the|an?|at|in|on)\b))?",
    )),
    Rule("navigation", "words", _cue(
        "topic ", r"(?:\.\.\. ?)?(?:\b\d{1,6} )?\btopic (?-i:[A-Z])[^.\n]{3,100}?\(\d{1,5}\)",
    )),
    Rule("navigation", "words", _cue(
        "community standards",
        r"\bcommunity standards ?(?:discussion)?(?: ?comment via (?:facebook|[a-z]+(?: news)?)){0,3}",
    )),
    Rule("navigation", "words", _cue(
        "community standards", r"(?<=[.!?)\]\w] )(?-i:Tags) (?=(?-i:[A-Z])).{3,300}?(?=community standards)",
    )),
    Rule("navigation", "words", _cue(
        "read this story in", r"\bread this story in\s?\.\.\.(?:\s|Â){0,20}(?:[a-z]{4,12}(?=\s{2,}))?",
    )),
    Rule("navigation", "words", _cue(
        "facebook twitter", r"(?:\bvoice your opinion\b\s*)?\bfacebook twitter linked ?in e?mail\b",
    )),
    Rule("navigation", "words", _cue(
        "for immediate release", r"^\s*for immediate release(?: download pdf)?\b",
    )),
    # Who wrote, edited, supplied and dated it.
    Rule("byline", "line", _cue(
        "by ",
        rf"(?-i:By|BY) {_NAME}(?: (?:{_NAME}|and|in|for|with|at|of|the|de|al|bin|van|von|[|/&])(?: ?,)?){{0,12}}\s*",
    )),
    Rule("byline", "words", _cue(
        "editing by",
        r"\(?(?:(?:additional |writing and )?reporting by [^.()\n]{3,240}?[;,] ?)?",
        r"(?:writing by [^.;()\n]{3,80}[;,] ?)?editing by (?:(?!our standards)[^.;()\n]){3,120}\)?[.;]?",
    )),
    Rule("byline", "words", _cue("our standards", r"\bour standards: ?the thomson reuters trust principles\.?")),
    Rule("byline", "words", _cue(
        "(source|(via|(credit|(with ",
        r"\((?:sources?|via|credits?|with)\b ?:? [^()\n]{2,80}\)(?=\s*(?:$|\n|twitter))(?: ?twitter\b)?",
    )),
    Rule("byline", "line", _cue(
        "source|credit|pc|courtesy|picture|via",
        r"[\W_]*(?:sources?|photo credits?|pictures?|credits?|pc|via|courtesy)\s?:[^.!?\n]{2,120}",
        r"(?:\.(?:com|org|net|info|news|co|tv|in|uk)\b[^.!?\n]{0,120})?\.?",
    )),
    Rule("byline", "words", _cue(
        "and agencies", r"\bsources?:? (?-i:[A-Z])\w{1,20}(?: [A-Z]\w{1,20}){0,2} and agencies\b",
    )),
    Rule("byline", "words", _cue(
        "contributed to this",
        r"(?<![^\n.!?\]])\s?[^.!?\n]{3,160} contributed to this (?:report|story|article)\b\.?",
    )),
    Rule("byline", "opening", _cue(
        "this story is from", r"this story is from (?-i:[A-Z])[a-z]{2,8} \d{1,2}, \d{4}\s*$",
    )),
    Rule("byline", "words", _cue(
        "date|published|posted|modified",
        r"(?<![\w,;] )\b(?:date(?: of publication)?|(?:first )?published|posted|(?:last )?updated|modified)",
        rf"(?: on| at)?\s?:? ?{_DAY}(?:[ ,T-]{{1,3}}\d{{1,2}}:\d\d(?: ?[ap]m)?)?",
    )),
    Rule("byline", "words", _cue("(updated", r"(?:\b\d\d\.\d\d\.\d{4} ?)?\(updated \d{4} \d\d\.\d\d\.\d{4}\)")),
    # Pictures.
    Rule("caption", "opening", _cue(
        "photo|image|picture|caption|file",
        r"(?:file )?(?:photo|image|picture|photograph|caption|file)s?\s*(?:[:|]|\((?:file|afp|ap|reuters)\))",
    )),
)  # fmt: skip
"""The rules, those first that win where two meet."""
