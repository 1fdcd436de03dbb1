-- Coverage is counted on, hour by hour, where reports came: not all of seven days anew each time.
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
COMMENT ON TABLE coverage_by_jurisdiction IS 'As coverage_by_cell_hour, by the jurisdiction that an efectivo belongs to today: a position does not name one. Empty: none.';

CREATE TABLE coverage_days (
    view_name text NOT NULL,
    day       date NOT NULL,
    inserted  bigint NOT NULL,
    PRIMARY KEY (view_name, day)
);
COMMENT ON TABLE coverage_days IS 'What the server''s statistics said of a day''s partition when its hours were looked at last: while it says the same, nothing came.';

CREATE TABLE coverage_hours (
    view_name text NOT NULL,
    hour      timestamptz NOT NULL,
    reports   bigint NOT NULL,
    PRIMARY KEY (view_name, hour)
);
COMMENT ON TABLE coverage_hours IS 'Reports of each hour that are counted; one that has others by now is counted anew. -1: to be counted anew in any case.';

CREATE TABLE coverage_people (
    efectivo_id  text PRIMARY KEY,
    jurisdiction text NOT NULL
);
COMMENT ON TABLE coverage_people IS 'The jurisdiction by which each efectivo is counted.';

DELETE FROM analytics_refreshes WHERE view_name IN ('coverage_by_cell_hour', 'coverage_by_jurisdiction');
