-- A book, version 5: what waits for a person's judgement. It follows from the facts as the view does, is kept with it,
-- and may be thrown away and computed anew.

-- One thing to be judged: a claim that nobody judged, two incidents that may be one, an equation that does not close,
-- words that cannot all hold, an incident of which no report tells where or when. `weight` is the binary logarithm of
-- doubt times people, and how many half-lives after the year 1 the day lies: the order by it is that of doubt x deaths x
-- recency, whatever day it is today. `key` is its name in an address. A claim has its `report` and its `account` (NULL
-- where it is in none), the others their `incident`, a pair its `other` one too. `open` is 0 where people have judged
-- all that it rests on.
CREATE TABLE waiting (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    report TEXT,
    account INTEGER,
    incident INTEGER,
    other INTEGER,
    weight REAL NOT NULL,
    doubt REAL NOT NULL,
    people INTEGER,
    stake REAL NOT NULL,
    effect TEXT,
    day TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    country TEXT,
    sentence TEXT,
    claims TEXT NOT NULL CHECK (json_valid(claims)),
    open INTEGER NOT NULL CHECK (open IN (0, 1))
) STRICT;

CREATE INDEX waiting_by_weight ON waiting (weight DESC, key, first_day, last_day) WHERE open = 1;
CREATE INDEX waiting_by_kind ON waiting (kind, weight DESC, key, first_day, last_day) WHERE open = 1;
CREATE INDEX waiting_by_day ON waiting (first_day, last_day) WHERE open = 1;
CREATE INDEX waiting_by_country ON waiting (country, kind, weight DESC, key) WHERE open = 1;
CREATE INDEX waiting_by_report ON waiting (report) WHERE report IS NOT NULL;
CREATE INDEX waiting_by_account ON waiting (account) WHERE account IS NOT NULL;
CREATE INDEX waiting_by_incident ON waiting (incident) WHERE incident IS NOT NULL;
CREATE INDEX waiting_by_other ON waiting (other) WHERE other IS NOT NULL;

-- The claims, by name, that an item about an incident rests on.
CREATE TABLE waiting_claim (
    item INTEGER NOT NULL,
    claim TEXT NOT NULL,
    PRIMARY KEY (claim, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX waiting_claim_by_item ON waiting_claim (item);

-- What people judged of which claim: "accepted", "rejected", "moved", "made", or the name of the slot that they set.
CREATE TABLE judged (
    claim TEXT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (claim, what)
) STRICT, WITHOUT ROWID;

-- What somebody decided last.
CREATE INDEX log_by_decider ON log (who, seq) WHERE action = 'decide';

-- What waits is computed with the view: all of it anew.
UPDATE view SET rules = '', seq = 0;
