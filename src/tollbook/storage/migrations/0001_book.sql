-- A book, version 1: reports as they came, the claims that readers read in them, and the log of what was done.
--
-- Everything is added and nothing is changed: triggers refuse what would edit or delete. Columns to search by are
-- computed from the record that is kept, so that the two cannot come apart.

CREATE TABLE log (
    seq INTEGER PRIMARY KEY CHECK (seq >= 1),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    previous TEXT NOT NULL CHECK (length(previous) = 64),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

-- How long the log is and the hash of its last entry, kept apart from it so that a log cut short is seen.
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    length INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

INSERT INTO head (one, length, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- A report is known by its digest; `entry` is the log entry that added it, and the order of arrival.
CREATE TABLE report (
    entry INTEGER PRIMARY KEY REFERENCES log (seq),
    digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
    name TEXT NOT NULL,
    record TEXT NOT NULL CHECK (json_valid(record)),
    raw BLOB NOT NULL,
    id TEXT GENERATED ALWAYS AS (record ->> '$.id') VIRTUAL,
    title TEXT GENERATED ALWAYS AS (record ->> '$.title') VIRTUAL,
    outlet TEXT GENERATED ALWAYS AS (record ->> '$.outlet') VIRTUAL,
    published TEXT GENERATED ALWAYS AS (record ->> '$.published') VIRTUAL,
    text TEXT GENERATED ALWAYS AS (record ->> '$.text') VIRTUAL
) STRICT;

-- One reader's pass over one report; the newest pass is the one that is shown.
CREATE TABLE reading (
    entry INTEGER PRIMARY KEY REFERENCES log (seq),
    report TEXT NOT NULL REFERENCES report (digest),
    reader TEXT NOT NULL,
    version TEXT NOT NULL,
    claims INTEGER NOT NULL CHECK (claims >= 0),
    UNIQUE (report, reader, version)
) STRICT;

CREATE TABLE claim (
    reading INTEGER NOT NULL REFERENCES reading (entry),
    position INTEGER NOT NULL CHECK (position >= 0),
    record TEXT NOT NULL CHECK (json_valid(record)),
    id TEXT GENERATED ALWAYS AS (record ->> '$.id') VIRTUAL,
    kind TEXT GENERATED ALWAYS AS (record ->> '$.kind') VIRTUAL,
    effect TEXT GENERATED ALWAYS AS (record ->> '$.effect') VIRTUAL,
    victim_class TEXT GENERATED ALWAYS AS (record ->> '$.victims.class') VIRTUAL,
    country TEXT GENERATED ALWAYS AS (record ->> '$.where.country') VIRTUAL,
    PRIMARY KEY (reading, position),
    UNIQUE (reading, id)
) STRICT;

CREATE INDEX claim_by_effect ON claim (effect, reading);

CREATE VIRTUAL TABLE report_words USING fts5 (
    title,
    text,
    content = 'report',
    content_rowid = 'entry',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER report_is_searchable AFTER INSERT ON report
BEGIN
    INSERT INTO report_words (rowid, title, text) VALUES (NEW.entry, NEW.title, NEW.text);
END;

CREATE TRIGGER log_goes_on BEFORE INSERT ON log
WHEN NEW.seq <> (SELECT length + 1 FROM head) OR NEW.previous <> (SELECT hash FROM head)
BEGIN
    SELECT RAISE (ABORT, 'a log entry follows the last one');
END;

CREATE TRIGGER head_follows_log AFTER INSERT ON log
BEGIN
    UPDATE head SET length = NEW.seq, hash = NEW.hash;
END;

CREATE TRIGGER head_goes_forward BEFORE UPDATE ON head
WHEN NEW.one <> 1 OR NEW.length <> OLD.length + 1
BEGIN
    SELECT RAISE (ABORT, 'the head of the log only goes forward');
END;

CREATE TRIGGER head_stays BEFORE DELETE ON head
BEGIN
    SELECT RAISE (ABORT, 'the head of the log only goes forward');
END;

CREATE TRIGGER log_is_not_edited BEFORE UPDATE ON log
BEGIN
    SELECT RAISE (ABORT, 'the log is only added to');
END;

CREATE TRIGGER log_is_not_deleted BEFORE DELETE ON log
BEGIN
    SELECT RAISE (ABORT, 'the log is only added to');
END;

-- INSERT OR REPLACE deletes without firing the triggers on DELETE: these refuse it first.
CREATE TRIGGER head_is_not_replaced BEFORE INSERT ON head
BEGIN
    SELECT RAISE (ABORT, 'the head of the log only goes forward');
END;

CREATE TRIGGER report_is_not_replaced BEFORE INSERT ON report
WHEN EXISTS (SELECT 1 FROM report WHERE entry = NEW.entry OR digest = NEW.digest)
BEGIN
    SELECT RAISE (ABORT, 'reports are never edited');
END;

CREATE TRIGGER reading_is_not_replaced BEFORE INSERT ON reading
WHEN EXISTS (
    SELECT 1 FROM reading
    WHERE entry = NEW.entry OR (report = NEW.report AND reader = NEW.reader AND version = NEW.version)
)
BEGIN
    SELECT RAISE (ABORT, 'claims are never edited');
END;

-- A reading says how many claims it has, and is complete when its transaction ends: none is slipped in later.
CREATE TRIGGER claim_is_not_replaced BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM claim WHERE reading = NEW.reading AND position = NEW.position)
    OR NEW.position >= (SELECT claims FROM reading WHERE entry = NEW.reading)
BEGIN
    SELECT RAISE (ABORT, 'claims are never edited');
END;

CREATE TRIGGER report_is_not_edited BEFORE UPDATE ON report
BEGIN
    SELECT RAISE (ABORT, 'reports are never edited');
END;

CREATE TRIGGER report_is_not_deleted BEFORE DELETE ON report
BEGIN
    SELECT RAISE (ABORT, 'reports are never deleted');
END;

CREATE TRIGGER reading_is_not_edited BEFORE UPDATE ON reading
BEGIN
    SELECT RAISE (ABORT, 'claims are never edited');
END;

CREATE TRIGGER reading_is_not_deleted BEFORE DELETE ON reading
BEGIN
    SELECT RAISE (ABORT, 'claims are never deleted');
END;

CREATE TRIGGER claim_is_not_edited BEFORE UPDATE ON claim
BEGIN
    SELECT RAISE (ABORT, 'claims are never edited');
END;

CREATE TRIGGER claim_is_not_deleted BEFORE DELETE ON claim
BEGIN
    SELECT RAISE (ABORT, 'claims are never deleted');
END;
