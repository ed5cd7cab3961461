-- A book, version 3: which reports each decision speaks of. The decision itself is its log entry; this index follows
-- from it, and is filled as the log grows.

CREATE TABLE decision_report (
    decision INTEGER NOT NULL REFERENCES log (seq),
    report TEXT NOT NULL REFERENCES report (digest),
    PRIMARY KEY (report, decision)
) STRICT, WITHOUT ROWID;

CREATE INDEX decision_report_by_decision ON decision_report (decision);

CREATE TRIGGER decision_is_indexed AFTER INSERT ON log
WHEN NEW.action = 'decide'
BEGIN
    INSERT INTO decision_report (decision, report) SELECT NEW.seq, value FROM json_each(NEW.payload, '$.reports');
END;

CREATE TRIGGER decision_report_is_not_edited BEFORE UPDATE ON decision_report
BEGIN
    SELECT RAISE (ABORT, 'decisions are never edited');
END;

CREATE TRIGGER decision_report_is_not_deleted BEFORE DELETE ON decision_report
BEGIN
    SELECT RAISE (ABORT, 'decisions are never deleted');
END;

-- The state of a moment is that of the last entry recorded by then.
CREATE INDEX log_by_moment ON log (at);
