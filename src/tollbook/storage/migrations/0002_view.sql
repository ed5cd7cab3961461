-- A book, version 2: the view, which is what follows from the facts of version 1 by Tollbook's rules.
--
-- Nothing here is a fact: it may be edited, is not sealed by the log, and can be thrown away and computed anew
-- (`tollbook rebuild`). It is kept so that a question need not go through all reports.

-- By which rules the view was computed, and the log entry up to which the facts have gone into it.
CREATE TABLE view (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    rules TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT;

INSERT INTO view (one, rules, seq) VALUES (1, '', 0);

-- What one report tells of one incident. `since` is the log entry from which it holds, `until` the one that put another
-- in its place. `claims` are its claims as people left them, NULL where they are those of the `reading`; `mark` is the
-- SHA-256 of either.
CREATE TABLE account (
    number INTEGER PRIMARY KEY,
    report TEXT NOT NULL,
    reading INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    record TEXT NOT NULL CHECK (json_valid(record)),
    sketch BLOB NOT NULL,
    claims TEXT CHECK (claims IS NULL OR json_valid(claims)),
    mark TEXT NOT NULL,
    id TEXT NOT NULL
) STRICT;

CREATE INDEX account_by_id ON account (id);
CREATE INDEX account_by_report ON account (report, since);
CREATE INDEX account_by_until ON account (until) WHERE until IS NOT NULL;

-- The keys under which the accounts in force are filed, each as the first 63 bits of its SHA-256.
CREATE TABLE account_key (
    key INTEGER NOT NULL,
    account INTEGER NOT NULL,
    PRIMARY KEY (key, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_key_by_account ON account_key (account);

-- How likely two accounts are one incident, each pair in both directions; pairs that are unlikely are left out.
CREATE TABLE link (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    probability REAL NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

-- The incidents, as lists show and filter them. Unknown days are '~' for the first and '' for the last, so that they
-- lie in no window and come last. `fresh` is 0 where the accounts have changed since the row was computed; `seal` is the
-- SHA-256 of the row, its accounts and its tags.
CREATE TABLE incident (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    fresh INTEGER NOT NULL CHECK (fresh IN (0, 1)),
    kind TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    killed INTEGER,
    killed_civilian INTEGER,
    killed_security_forces INTEGER,
    killed_militant INTEGER,
    killed_unknown INTEGER,
    record TEXT CHECK (record IS NULL OR json_valid(record)),
    seal TEXT
) STRICT;

CREATE INDEX incident_by_day ON incident (kind, first_day, id);
CREATE INDEX incident_to_refresh ON incident (fresh) WHERE fresh = 0;

CREATE TABLE membership (
    account INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL
) STRICT;

CREATE INDEX membership_by_incident ON membership (incident, account);

-- The names by which incidents are asked for: countries, actors, speakers, outlets, places, victim classes.
CREATE TABLE tag (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (kind, value)
) STRICT;

CREATE TABLE incident_tag (
    tag INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    PRIMARY KEY (tag, incident)
) STRICT, WITHOUT ROWID;

CREATE INDEX incident_tag_by_incident ON incident_tag (incident);

-- The words of the claims in force, by 2^20 times the reading's log entry and the claim's position in it. `facets` are
-- words of ours: victim class, effect, country and months.
CREATE VIRTUAL TABLE claim_words USING fts5 (
    words,
    place,
    actor,
    speaker,
    outlet,
    facets,
    content = '',
    tokenize = 'unicode61 remove_diacritics 2'
);
