-- A book, version 6: its reports by the day on which they were published, for a list of them.

CREATE INDEX report_by_day ON report (published);
