-- A book, version 4: incidents in narrow rows, so that a question about all of them reads little.
--
-- What a list shows of each stands apart, in `incident_record`, with the SHA-256 of all that is kept of it (`seal`). The view is computed anew by this Tollbook, since what
-- its rows hold now was not kept before.

DROP TABLE incident;

-- Unknown days are '~' for the first and '' for the last, so that they lie in no window and come last; `span` is the
-- number of days. `killed` is the best figure, the low one where there is no best (then `killed_open` is 1). `lat`, `lon`, `precision`, `place`
-- and `country` are those of the most specific place that the gazetteer knows, `x` and `y` where it lies on the map, in
-- 2^24ths of the whole (Web Mercator, from the north-west). `wide` says that it may hold other incidents, `holds` whether
-- it does (NULL until that was found out). `review` is how far people have come with it. `fresh` is 0 where the accounts
-- have changed since the row was computed.
CREATE TABLE incident (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    fresh INTEGER NOT NULL CHECK (fresh IN (0, 1)),
    kind TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    span INTEGER,
    killed INTEGER,
    killed_low INTEGER,
    killed_high INTEGER,
    killed_open INTEGER NOT NULL DEFAULT 0 CHECK (killed_open IN (0, 1)),
    killed_civilian INTEGER,
    killed_security_forces INTEGER,
    killed_militant INTEGER,
    killed_unknown INTEGER,
    injured INTEGER,
    injured_low INTEGER,
    injured_high INTEGER,
    injured_open INTEGER NOT NULL DEFAULT 0 CHECK (injured_open IN (0, 1)),
    lat REAL,
    lon REAL,
    x INTEGER,
    y INTEGER,
    precision TEXT,
    place TEXT,
    country TEXT,
    review TEXT,
    wide INTEGER NOT NULL DEFAULT 0 CHECK (wide IN (0, 1)),
    holds INTEGER CHECK (holds IN (0, 1))
) STRICT;

CREATE INDEX incident_by_day ON incident (kind, first_day, id);
CREATE INDEX incident_by_last_day ON incident (kind, last_day, id);
CREATE INDEX incident_by_killed ON incident (kind, coalesce(killed, -1), last_day, id);
CREATE INDEX incident_to_refresh ON incident (fresh) WHERE fresh = 0;
CREATE INDEX incident_that_may_hold ON incident (kind, first_day, last_day) WHERE wide = 1;

CREATE INDEX incident_that_holds ON incident (number) WHERE holds = 1;
CREATE INDEX incident_unsettled ON incident (number) WHERE wide = 1 AND holds IS NULL;

CREATE TABLE incident_record (
    incident INTEGER PRIMARY KEY,
    record TEXT NOT NULL CHECK (json_valid(record)),
    seal TEXT
) STRICT;

UPDATE view SET rules = '', seq = 0;
