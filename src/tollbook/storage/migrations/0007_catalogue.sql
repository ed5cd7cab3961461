-- A book, version 7: the catalogue of actors, places, outlets and speakers, which follows from the facts as the view
-- of version 2 does, and may be thrown away with it.

-- Who or what has a page. `folded` is the name as it is searched for. What stands from `incidents` on is what lists show,
-- counted anew where `fresh` is 0: `roles` by name, `high` with `open` where an incident among those added has none.
CREATE TABLE subject (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    sort TEXT,
    country TEXT,
    fresh INTEGER NOT NULL CHECK (fresh IN (0, 1)),
    incidents INTEGER NOT NULL DEFAULT 0,
    roles TEXT NOT NULL DEFAULT '{}',
    first_day TEXT,
    last_day TEXT,
    added INTEGER NOT NULL DEFAULT 0,
    low INTEGER,
    best INTEGER,
    high INTEGER,
    reports INTEGER NOT NULL DEFAULT 0,
    copies INTEGER NOT NULL DEFAULT 0,
    origins INTEGER NOT NULL DEFAULT 0,
    said INTEGER NOT NULL DEFAULT 0,
    denied INTEGER NOT NULL DEFAULT 0,
    raised INTEGER NOT NULL DEFAULT 0,
    lowered INTEGER NOT NULL DEFAULT 0,
    figures INTEGER NOT NULL DEFAULT 0,
    compared INTEGER NOT NULL DEFAULT 0,
    within INTEGER NOT NULL DEFAULT 0,
    below INTEGER NOT NULL DEFAULT 0,
    above INTEGER NOT NULL DEFAULT 0,
    ratios INTEGER NOT NULL DEFAULT 0,
    ratio REAL,
    on_first_day INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, id)
) STRICT;

CREATE INDEX subject_to_count ON subject (fresh) WHERE fresh = 0;

-- What a subject has to do with an incident: `roles` as a sum of powers of two (sqlite_catalogue.ROLES). The days and the
-- people killed are the incident's, beside it, so that a page of 100,000 incidents need not go to each of them.
CREATE TABLE part (
    subject INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    roles INTEGER NOT NULL,
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    said INTEGER NOT NULL,
    denied INTEGER NOT NULL,
    raised INTEGER NOT NULL,
    lowered INTEGER NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    killed INTEGER,
    PRIMARY KEY (subject, incident)
) STRICT, WITHOUT ROWID;

CREATE INDEX part_by_incident ON part (incident);

-- The house profile's figures of an incident, to be added up.
CREATE TABLE figure (
    incident INTEGER NOT NULL,
    effect TEXT NOT NULL,
    victim_class TEXT NOT NULL,
    low INTEGER,
    best INTEGER,
    high INTEGER,
    PRIMARY KEY (incident, effect, victim_class)
) STRICT, WITHOUT ROWID;

-- The reports that outlets printed of an incident.
CREATE TABLE printing (
    subject INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    report TEXT NOT NULL,
    origin TEXT NOT NULL,
    copied INTEGER NOT NULL CHECK (copied IN (0, 1)),
    agency TEXT,
    PRIMARY KEY (subject, incident, report)
) STRICT, WITHOUT ROWID;

CREATE INDEX printing_by_incident ON printing (incident);

-- The first figure of people killed that an outlet or a speaker gave for an incident, and how it stands. `classes` are
-- joined by "+", '' for everybody.
CREATE TABLE first_figure (
    subject INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    classes TEXT NOT NULL,
    interest TEXT,
    claim TEXT NOT NULL,
    words TEXT NOT NULL,
    bound TEXT NOT NULL,
    value INTEGER NOT NULL,
    day TEXT,
    lag INTEGER,
    origins INTEGER NOT NULL,
    low INTEGER,
    best INTEGER,
    high INTEGER,
    standing TEXT,
    ratio REAL,
    PRIMARY KEY (subject, incident, classes)
) STRICT, WITHOUT ROWID;

CREATE INDEX first_figure_by_incident ON first_figure (incident);

-- Every report under its outlet, as far as the log entry `counted` in `catalogue`.
CREATE TABLE printed (
    entry INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL
) STRICT;

CREATE INDEX printed_by_outlet ON printed (subject);

CREATE TABLE catalogue (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    counted INTEGER NOT NULL
) STRICT;

INSERT INTO catalogue (one, counted) VALUES (1, 0);

CREATE TRIGGER incident_leaves_the_catalogue AFTER DELETE ON incident
BEGIN
    UPDATE subject SET fresh = 0 WHERE number IN (SELECT subject FROM part WHERE incident = OLD.number);
    DELETE FROM part WHERE incident = OLD.number;
    DELETE FROM figure WHERE incident = OLD.number;
    DELETE FROM printing WHERE incident = OLD.number;
    DELETE FROM first_figure WHERE incident = OLD.number;
END;

-- The incidents that a book has already go into the catalogue when they are computed next.
UPDATE incident SET fresh = 0;
