-- Positions: the history by day of the device's clock, and the newest one of each efectivo.
CREATE EXTENSION IF NOT EXISTS postgis;

-- Fixed-width columns first: no padding in between. No GiST here, it makes point writes several times slower.
CREATE TABLE position_reports (
    device_time   timestamptz NOT NULL,
    received_time timestamptz NOT NULL,
    report_id     bigint NOT NULL,
    accuracy_m    real,
    speed_mps     real,
    course_deg    real,
    altitude_m    real,
    battery       real,
    source        smallint NOT NULL,
    efectivo_id   text NOT NULL,
    position      geography(Point, 4326) NOT NULL,
    PRIMARY KEY (efectivo_id, device_time)
) PARTITION BY RANGE (device_time);

CREATE INDEX position_reports_device_time ON position_reports USING brin (device_time);
-- Finds what came in lately, whatever its device's clock said: the reconciliation of last_positions after a crash.
CREATE INDEX position_reports_received_time ON position_reports USING brin (received_time);

COMMENT ON TABLE position_reports IS 'Every accepted position. One partition a UTC day of device_time.';
COMMENT ON COLUMN position_reports.report_id IS 'Made by the door that took it; the same on every retry.';
COMMENT ON COLUMN position_reports.source IS '1 WebSocket, 2 REST, 3 gRPC, 4 OsmAnd';

-- Makes the partition of a UTC day; true when it was not there. Safe when several call it at once. A table is made aside
-- and attached, which lets writers of the other days go on; PARTITION OF would lock them all out.
CREATE FUNCTION gad_ensure_position_partition(day date) RETURNS boolean LANGUAGE plpgsql AS $body$
DECLARE
    leaf text := 'position_reports_' || to_char(day, 'YYYYMMDD');
BEGIN
    IF to_regclass(leaf) IS NOT NULL THEN
        RETURN false;
    END IF;
    -- The lock that ATTACH takes anyway, only earlier; writers go on under it. Not an advisory lock: taking one of those does not refresh
    -- what this session remembers of the catalogue, and the second look below would not see a table made meanwhile.
    LOCK TABLE position_reports IN SHARE UPDATE EXCLUSIVE MODE;
    IF to_regclass(leaf) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE position_reports INCLUDING ALL)', leaf);
    EXECUTE format('ALTER TABLE position_reports ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        leaf, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
    RETURN true;
END
$body$;

CREATE TABLE last_positions (
    device_time   timestamptz NOT NULL,
    received_time timestamptz NOT NULL,
    report_id     bigint NOT NULL,
    accuracy_m    real,
    speed_mps     real,
    course_deg    real,
    altitude_m    real,
    battery       real,
    source        smallint NOT NULL,
    efectivo_id   text PRIMARY KEY,
    position      geography(Point, 4326) NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX last_positions_position ON last_positions USING gist (position);

COMMENT ON TABLE last_positions IS 'The newest position of each efectivo, a few seconds behind. Nearest: ORDER BY position <-> point LIMIT k.';
