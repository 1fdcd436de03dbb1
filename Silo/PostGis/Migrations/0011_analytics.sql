-- Questions by place and condition from one index, and what is counted ahead of being asked: coverage, durations, hot zones.
CREATE EXTENSION IF NOT EXISTS intarray;

-- A skill as a number: the spatial index keeps signatures of these. The text is compared as well, for two skills may share a number.
CREATE FUNCTION gad_skill_code(skill text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $body$
    SELECT ('x' || substr(md5(skill), 1, 8))::bit(32)::integer
$body$;

CREATE FUNCTION gad_skill_codes(skills text[]) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $body$
    SELECT coalesce(array_agg(gad_skill_code(skill) ORDER BY place), '{}') FROM unnest(skills) WITH ORDINALITY AS all_skills (skill, place)
$body$;

ALTER TABLE last_positions
    ADD COLUMN availability smallint NOT NULL DEFAULT 0,
    ADD COLUMN skills       text[] NOT NULL DEFAULT '{}',
    ADD COLUMN skill_codes  integer[] NOT NULL DEFAULT '{}';

COMMENT ON COLUMN last_positions.availability IS 'As in efectivos, by its triggers; 0 without a profile.';
COMMENT ON COLUMN last_positions.skill_codes IS 'gad_skill_codes(skills)';

UPDATE last_positions SET availability = known.availability, skills = known.skills, skill_codes = gad_skill_codes(known.skills)
FROM efectivos known WHERE known.id = last_positions.efectivo_id;

-- An efectivo's profile or availability has changed, in the transaction of its state. Waits for a flush of last positions at most, never the other way round.
CREATE FUNCTION gad_efectivo_changed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE last_positions SET availability = 0, skills = '{}', skill_codes = '{}' WHERE efectivo_id = OLD.id;
    ELSE
        UPDATE last_positions SET availability = NEW.availability, skills = NEW.skills, skill_codes = gad_skill_codes(NEW.skills)
        WHERE efectivo_id = NEW.id AND (availability, skills) IS DISTINCT FROM (NEW.availability, NEW.skills);
    END IF;
    RETURN NULL;
END
$body$;

CREATE TRIGGER efectivo_made AFTER INSERT OR DELETE ON efectivos FOR EACH ROW EXECUTE FUNCTION gad_efectivo_changed();
CREATE TRIGGER efectivo_changed AFTER UPDATE ON efectivos FOR EACH ROW
    WHEN ((OLD.availability, OLD.skills) IS DISTINCT FROM (NEW.availability, NEW.skills)) EXECUTE FUNCTION gad_efectivo_changed();

-- The first position of an efectivo; moves of a known one do not come here. The share lock keeps a change from passing by unseen. It is not waited for,
-- for who changes several efectivos waits for rows of ours: then the next position brings it.
CREATE FUNCTION gad_first_position() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    known record;
BEGIN
    SELECT availability, skills INTO known FROM efectivos WHERE id = NEW.efectivo_id FOR SHARE SKIP LOCKED;
    IF FOUND THEN
        UPDATE last_positions SET availability = known.availability, skills = known.skills, skill_codes = gad_skill_codes(known.skills)
        WHERE efectivo_id = NEW.efectivo_id;
    END IF;
    RETURN NULL;
END
$body$;

CREATE TRIGGER first_position AFTER INSERT OR UPDATE ON last_positions FOR EACH ROW WHEN (NEW.availability = 0) EXECUTE FUNCTION gad_first_position();

-- Place and skills in one tree: a rare skill is found without looking at everybody on the way. Only who is available. Signatures of 32 bytes instead
-- of 252 tell some hundred skills apart, and half as many pages are read.
CREATE INDEX last_positions_available ON last_positions USING gist (position, skill_codes gist__intbig_ops (siglen = 32)) WHERE availability = 1;

-- One row an efectivo, written all the time: dead entries of the spatial indexes cost every search until they are vacuumed.
ALTER TABLE last_positions SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- The edges of an area are straight in longitude and latitude, those of a geography are not: cut short (0.02 degrees), both are within centimetres.
-- For && with a geography alone; ST_Covers on geometries decides.
CREATE FUNCTION gad_search_box(area geometry) RETURNS geography LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $body$
    SELECT ST_Segmentize(area, 0.02)::geography
$body$;

-- Column and row of the slippy-map tile that holds a point, as CellId computes it.
CREATE FUNCTION gad_cell_x(place geography, level integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $body$
    SELECT least(floor((ST_X(place::geometry) + 180) / 360 * (1 << level))::integer, (1 << level) - 1)
$body$;

CREATE FUNCTION gad_cell_y(place geography, level integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $body$
    SELECT least(greatest(floor((0.5 - atanh(sin(radians(least(greatest(ST_Y(place::geometry), -85.06), 85.06)))) / (2 * pi())) * (1 << level))::integer, 0), (1 << level) - 1)
$body$;

-- The views are empty until the first refresh: a migration must not wait for a week of positions to be counted.
CREATE MATERIALIZED VIEW coverage_by_cell_hour AS
SELECT date_trunc('hour', device_time, 'UTC') AS hour, gad_cell_x(position, 14) AS x, gad_cell_y(position, 14) AS y,
    count(*)::integer AS fixes, count(DISTINCT efectivo_id)::integer AS efectivos,
    count(DISTINCT date_trunc('minute', device_time))::smallint AS minutes
FROM position_reports WHERE device_time >= date_trunc('hour', now(), 'UTC') - interval '7 days' AND device_time <= now() + interval '1 hour'
GROUP BY 1, 2, 3 WITH NO DATA;

CREATE UNIQUE INDEX coverage_by_cell_hour_key ON coverage_by_cell_hour (hour, x, y);
COMMENT ON MATERIALIZED VIEW coverage_by_cell_hour IS 'Who was where in the last 7 days, by UTC hour of the device''s clock and cell of level 14.';
COMMENT ON COLUMN coverage_by_cell_hour.minutes IS 'Minutes of the hour in which anybody reported from there, 1 to 60.';

CREATE MATERIALIZED VIEW operation_durations AS
SELECT type, priority, count(*) FILTER (WHERE status = 4)::integer AS completed, count(*) FILTER (WHERE status = 5)::integer AS cancelled,
    count(*) FILTER (WHERE status = 4 AND actual_end > planned_end)::integer AS late,
    percentile_cont(ARRAY[0, 0.25, 0.5, 0.75, 0.95, 1]) WITHIN GROUP (ORDER BY worked_s) FILTER (WHERE status = 4) AS worked_s,
    (sum(worked_s) FILTER (WHERE status = 4))::float8 AS total_s, (sum(paused_ms) FILTER (WHERE status = 4) / 1000.0)::float8 AS paused_s
FROM (SELECT type, priority, status, actual_end, planned_end, paused_ms,
        greatest(extract(epoch FROM actual_end - actual_start) - paused_ms / 1000.0, 0)::float8 AS worked_s
    FROM operations WHERE status IN (4, 5)) AS closed
GROUP BY type, priority WITH NO DATA;

CREATE UNIQUE INDEX operation_durations_key ON operation_durations (type, priority);
COMMENT ON COLUMN operation_durations.worked_s IS 'Least, p25, p50, p75, p95 and greatest of start to end without pauses; of completed ones. Null without any.';

CREATE MATERIALIZED VIEW hot_zones AS
SELECT gad_cell_x(place, 14) AS x, gad_cell_y(place, 14) AS y, count(*) FILTER (WHERE NOT alarm)::integer AS operations,
    count(*) FILTER (WHERE NOT alarm AND weight >= 4)::integer AS urgent, count(*) FILTER (WHERE alarm)::integer AS alarms,
    sum(weight)::integer AS score, max(at) AS last_at
FROM (SELECT coalesce(point, ST_Centroid(area)) AS place, planned_start AS at, priority AS weight, false AS alarm
        FROM operations WHERE planned_start >= now() - interval '30 days' AND planned_start <= now()
    UNION ALL
    SELECT position, raised_at, 5, true FROM alarms WHERE raised_at >= now() - interval '30 days') AS happened
WHERE place IS NOT NULL GROUP BY 1, 2 WITH NO DATA;

CREATE UNIQUE INDEX hot_zones_key ON hot_zones (x, y);
COMMENT ON MATERIALIZED VIEW hot_zones IS 'Where operations were and alarms were raised in the last 30 days, by cell of level 14.';
COMMENT ON COLUMN hot_zones.score IS 'Priorities of the operations (1 low to 5 critical) and 5 for each alarm.';

CREATE TABLE analytics_refreshes (
    view_name    text PRIMARY KEY,
    refreshed_at timestamptz NOT NULL,
    took_ms      bigint NOT NULL,
    row_count    bigint NOT NULL
);
COMMENT ON COLUMN analytics_refreshes.refreshed_at IS 'What was committed before this instant is in the view.';
