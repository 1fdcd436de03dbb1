-- Coverage is counted on: the hours into which reports came, not all of seven days anew each time. What CoverageCount makes of it is what counting the
-- reports of the seven days gives.
DROP MATERIALIZED VIEW coverage_by_jurisdiction;
DROP MATERIALIZED VIEW coverage_by_cell_hour;

CREATE TABLE coverage_by_cell_hour (
    hour      timestamptz NOT NULL,
    x         integer NOT NULL,
    y         integer NOT NULL,
    fixes     integer NOT NULL,
    efectivos integer NOT NULL,
    minutes   smallint NOT NULL
);
CREATE UNIQUE INDEX coverage_by_cell_hour_key ON coverage_by_cell_hour (hour, x, y);
COMMENT ON TABLE coverage_by_cell_hour IS 'Who was where in the last 7 days, by UTC hour of the device''s clock and cell of level 14.';
COMMENT ON COLUMN coverage_by_cell_hour.minutes IS 'Minutes of the hour in which anybody reported from there, 1 to 60.';

CREATE TABLE coverage_by_jurisdiction (
    hour         timestamptz NOT NULL,
    jurisdiction text NOT NULL,
    x            integer NOT NULL,
    y            integer NOT NULL,
    minutes      smallint NOT NULL
);
CREATE UNIQUE INDEX coverage_by_jurisdiction_key ON coverage_by_jurisdiction (jurisdiction, hour, x, y);
CREATE INDEX coverage_by_jurisdiction_hour ON coverage_by_jurisdiction (hour);
COMMENT ON TABLE coverage_by_jurisdiction IS 'As coverage_by_cell_hour, by the jurisdiction that an efectivo belongs to today: a position does not name one. Empty: none.';

-- Without a key on purpose: who writes here never waits for another, and a row that a count takes away cannot have been meant for a later one.
CREATE TABLE coverage_due (
    view_name text NOT NULL,
    hour      timestamptz NOT NULL
);
COMMENT ON TABLE coverage_due IS 'Hours into which reports came late, written with them in one transaction. The present and the last hours are counted anew each time in any case.';

CREATE TABLE coverage_moved (
    efectivo_id text NOT NULL
);
COMMENT ON TABLE coverage_moved IS 'Efectivos whose jurisdiction is another one since the last count: the hours in which they reported are counted anew.';

CREATE FUNCTION gad_jurisdiction_changed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO coverage_moved VALUES (coalesce(NEW.id, OLD.id));
    RETURN NULL;
END
$body$;

CREATE TRIGGER jurisdiction_given AFTER INSERT ON efectivos FOR EACH ROW WHEN (NEW.jurisdiction <> '') EXECUTE FUNCTION gad_jurisdiction_changed();
CREATE TRIGGER jurisdiction_changed AFTER UPDATE ON efectivos FOR EACH ROW
    WHEN (OLD.jurisdiction IS DISTINCT FROM NEW.jurisdiction) EXECUTE FUNCTION gad_jurisdiction_changed();
CREATE TRIGGER jurisdiction_taken AFTER DELETE ON efectivos FOR EACH ROW WHEN (OLD.jurisdiction <> '') EXECUTE FUNCTION gad_jurisdiction_changed();

-- As if they were never counted: the first count is of all seven days.
DELETE FROM analytics_refreshes WHERE view_name IN ('coverage_by_cell_hour', 'coverage_by_jurisdiction');
