-- A book, version 8: what waits by the days on which it happened, however many there are.

-- What began within 31 days of a window, or in it, is nearly all that happened on some day of it; the few that took
-- longer are looked through on their own.
DROP INDEX waiting_by_day;
CREATE INDEX waiting_by_day ON waiting (first_day, last_day, kind, country, weight DESC, key) WHERE open = 1;
CREATE INDEX waiting_long ON waiting (first_day, last_day, kind, country, weight DESC, key)
    WHERE open = 1 AND last_day > date(first_day, '+31 days');
