"""Incidents across reports: accounts in, one incident for all that tell of the same violence out.

`accounts` cuts a reading into accounts, `sketch` keeps of each what comparing needs, `candidates` says which few are
worth comparing, `link` how likely two are one incident, `cluster` brings them together, `join` says what all accounts
of one incident say together and `unfold` what they said at each time, `umbrella` which incidents are components of
another, and `umbrella_sums` how they add up.
"""

from __future__ import annotations

from tollbook.incidents.across.accounts import accounts_of
from tollbook.incidents.across.candidates import ENOUGH, asked_keys, filed_keys
from tollbook.incidents.across.cluster import cluster
from tollbook.incidents.across.join import Unfolded, join, unfold
from tollbook.incidents.across.link import LINKED, UNSURE, likelihood, probability
from tollbook.incidents.across.prepared import Prepared
from tollbook.incidents.across.sketch import Sketch, sketch_of
from tollbook.incidents.across.sums import umbrella_sums
from tollbook.incidents.across.umbrella import Component, Gist, gist_of, may_hold, umbrellas

RULES = "6"
"""The version of these rules. What a book keeps of its incidents is computed anew where it changes, so it is raised
with every change of what the functions here give, whether by their code or by their data.
"""

__all__ = [
    "ENOUGH",
    "LINKED",
    "RULES",
    "UNSURE",
    "Component",
    "Gist",
    "Prepared",
    "Sketch",
    "Unfolded",
    "accounts_of",
    "asked_keys",
    "cluster",
    "filed_keys",
    "gist_of",
    "join",
    "likelihood",
    "may_hold",
    "probability",
    "sketch_of",
    "umbrella_sums",
    "umbrellas",
    "unfold",
]
