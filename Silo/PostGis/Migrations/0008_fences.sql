-- Fences as typed, spatial tables that follow their grains' documents; what happened at them; and who is inside.

-- One row, counted up by every change of a fence: it is locked until the change is committed, so revisions become visible in their order and
-- whoever has seen one has seen all before it.
CREATE TABLE fence_revision (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    value  bigint NOT NULL
);
INSERT INTO fence_revision (value) VALUES (0);

CREATE TABLE fences (
    id           text PRIMARY KEY,
    name         text NOT NULL,
    kind         smallint NOT NULL,
    owner_kind   smallint NOT NULL,
    owner_id     text NOT NULL,
    shape        geometry(Geometry, 4326) CHECK (ST_IsValid(shape)),
    radius_m     double precision NOT NULL,
    cover        geometry(Geometry, 4326),
    schedule     jsonb NOT NULL,
    filter       jsonb NOT NULL,
    watch        jsonb NOT NULL,
    reaction     jsonb,
    jurisdiction text NOT NULL,
    notes        text NOT NULL,
    plan         jsonb NOT NULL,
    active       boolean NOT NULL,
    owes         boolean NOT NULL,
    version      bigint NOT NULL,
    revision     bigint NOT NULL,
    changed_at   timestamptz NOT NULL,
    changed_by   text NOT NULL
);

CREATE UNIQUE INDEX fences_revision ON fences (revision);
CREATE INDEX fences_owner ON fences (owner_kind, owner_id) WHERE owner_kind <> 1;
CREATE INDEX fences_id_trgm ON fences USING gin (id gin_trgm_ops);
CREATE INDEX fences_name_trgm ON fences USING gin (name gin_trgm_ops);
CREATE INDEX fences_cover ON fences USING gist (cover);

COMMENT ON COLUMN fences.kind IS '1 circle, 2 polygon, 3 corridor';
COMMENT ON COLUMN fences.owner_kind IS '1 standing, 2 of an operation, 3 moving with an efectivo';
COMMENT ON COLUMN fences.shape IS 'Of a circle its centre, null when it moves; of a corridor its line. Exact test: ST_Covers, or ST_DWithin of the geographies, radius_m, false.';
COMMENT ON COLUMN fences.cover IS 'What it covers: a polygon itself, round a circle or corridor a little too much.';
COMMENT ON COLUMN fences.active IS 'Watches as far as its owner is concerned: an operation must be in progress or paused.';
COMMENT ON COLUMN fences.owes IS 'Its grain has to do something without being asked: tell those around of a change, let those inside out.';
COMMENT ON COLUMN fences.version IS 'That of the plan, as people see it.';

-- Silos that follow the changes hear of those that are gone, too.
CREATE TABLE fence_removals (
    id       text PRIMARY KEY,
    revision bigint NOT NULL
);
CREATE INDEX fence_removals_revision ON fence_removals (revision);

CREATE TABLE fence_parts (
    fence_id text NOT NULL REFERENCES fences (id) ON DELETE CASCADE,
    part     geometry(Geometry, 4326) NOT NULL
);
CREATE INDEX fence_parts_fence ON fence_parts (fence_id);
CREATE INDEX fence_parts_part ON fence_parts USING gist (part);
COMMENT ON TABLE fence_parts IS 'The covers in pieces of at most 64 corners: finds candidates fast.';

CREATE TABLE fence_history (
    id         text NOT NULL,
    version    bigint NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to   timestamptz,
    active     boolean NOT NULL,
    document   jsonb NOT NULL,
    shape      geometry(Geometry, 4326),
    radius_m   double precision NOT NULL,
    PRIMARY KEY (id, version)
);
CREATE INDEX fence_history_valid ON fence_history (valid_from, valid_to);
COMMENT ON TABLE fence_history IS 'Each version of each plan, from when to when; valid_to null: still.';

-- By month of at. What a fence told, once: the key is the event''s identity.
CREATE TABLE fence_events (
    number       bigint NOT NULL,
    at           timestamptz NOT NULL,
    known_at     timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    stay_ms      bigint,
    speed_mps    double precision,
    inside       integer,
    kind         smallint NOT NULL,
    cause        smallint NOT NULL,
    late         boolean NOT NULL,
    owed         boolean NOT NULL,
    fence_id     text NOT NULL,
    efectivo_id  text NOT NULL,
    operation_id text NOT NULL,
    fence_name   text NOT NULL,
    position     geography(Point, 4326),
    PRIMARY KEY (fence_id, efectivo_id, kind, at)
) PARTITION BY RANGE (at);

CREATE INDEX fence_events_number ON fence_events (number);
CREATE INDEX fence_events_efectivo ON fence_events (efectivo_id, at);
CREATE INDEX fence_events_operation ON fence_events (operation_id, number) WHERE operation_id <> '';
CREATE INDEX fence_events_owed ON fence_events (fence_id) WHERE owed;

CREATE SEQUENCE fence_event_numbers;

COMMENT ON COLUMN fence_events.number IS 'Grows in the order of commits: who has read one has read all before it.';
COMMENT ON COLUMN fence_events.at IS 'Device time of the fix that shows it; of a change by a person or a clock: ours.';
COMMENT ON COLUMN fence_events.kind IS '1 enter, 2 exit, 3 cross, 4 dwell, 5 void, 6 void over, 7 crowd, 8 crowd over, 9 speed, 10 deviation, 11 deviation over';
COMMENT ON COLUMN fence_events.cause IS '1 moved, 2 fence changed, 3 fence removed, 4 subject changed, 5 schedule';
COMMENT ON COLUMN fence_events.owed IS 'A command or a line in a timeline follows from it and is not known to be done.';

-- As gad_ensure_position_partition, for a month.
CREATE FUNCTION gad_ensure_fence_partition(moment timestamptz) RETURNS boolean LANGUAGE plpgsql AS $body$
DECLARE
    first date := date_trunc('month', moment AT TIME ZONE 'UTC')::date;
    leaf  text := 'fence_events_' || to_char(first, 'YYYYMM');
BEGIN
    IF to_regclass(leaf) IS NOT NULL THEN
        RETURN false;
    END IF;
    LOCK TABLE fence_events IN SHARE UPDATE EXCLUSIVE MODE;
    IF to_regclass(leaf) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE fence_events INCLUDING ALL)', leaf);
    EXECUTE format('ALTER TABLE fence_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        leaf, first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
    RETURN true;
END
$body$;

CREATE TABLE fence_presence (
    since       timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    flags       smallint NOT NULL,
    efectivo_id text NOT NULL,
    fence_id    text NOT NULL,
    PRIMARY KEY (efectivo_id, fence_id)
) WITH (fillfactor = 80);
CREATE INDEX fence_presence_fence ON fence_presence (fence_id, efectivo_id);

COMMENT ON TABLE fence_presence IS 'Who is inside which fence, written with the events. Of a corridor that is to be kept to: also who is outside.';
COMMENT ON COLUMN fence_presence.changed_at IS 'Time of the fix that this is as of.';
COMMENT ON COLUMN fence_presence.flags IS '1 met the filter, 2 dwelling was told, 4 was too fast, 8 is outside its corridor';

-- What one batch brings: events (e_) and visits (v_, at most one row a pair). Returns place (from 1) and number of the events that were not there.
CREATE FUNCTION gad_write_fence_events(
    e_fence text[], e_efectivo text[], e_kind smallint[], e_at timestamptz[], e_known_at timestamptz[], e_name text[], e_cause smallint[],
    e_late boolean[], e_owed boolean[], e_inside integer[], e_speed double precision[], e_stay bigint[], e_operation text[],
    e_latitude double precision[], e_longitude double precision[],
    v_efectivo text[], v_fence text[], v_changed_at timestamptz[], v_present boolean[], v_since timestamptz[], v_flags smallint[])
RETURNS TABLE (place integer, event_number bigint) LANGUAGE plpgsql AS $body$
DECLARE
    month timestamptz;
BEGIN
    IF cardinality(v_efectivo) > 0 THEN
        INSERT INTO fence_presence AS known (efectivo_id, fence_id, since, changed_at, flags)
        SELECT visit.efectivo_id, visit.fence_id, visit.since, visit.changed_at, visit.flags
        FROM unnest(v_efectivo, v_fence, v_changed_at, v_present, v_since, v_flags) AS visit (efectivo_id, fence_id, changed_at, present, since, flags)
        WHERE visit.present ORDER BY visit.efectivo_id, visit.fence_id
        ON CONFLICT (efectivo_id, fence_id) DO UPDATE SET since = excluded.since, changed_at = excluded.changed_at, flags = excluded.flags
            WHERE known.changed_at <= excluded.changed_at;
        DELETE FROM fence_presence known
        USING unnest(v_efectivo, v_fence, v_changed_at, v_present) AS visit (efectivo_id, fence_id, changed_at, present)
        WHERE NOT visit.present AND known.efectivo_id = visit.efectivo_id AND known.fence_id = visit.fence_id
            AND known.changed_at <= visit.changed_at;
    END IF;
    IF cardinality(e_fence) = 0 THEN
        RETURN;
    END IF;
    FOR month IN SELECT DISTINCT date_trunc('month', happened AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' FROM unnest(e_at) AS happened LOOP
        PERFORM gad_ensure_fence_partition(month);
    END LOOP;
    -- Last, and held until the commit: numbers become visible in their order, and nothing waits for a client in between.
    PERFORM pg_advisory_xact_lock(x'6761640008'::bigint);
    RETURN QUERY
    WITH incoming AS MATERIALIZED (
        SELECT * FROM unnest(e_fence, e_efectivo, e_kind, e_at, e_known_at, e_name, e_cause, e_late, e_owed, e_inside, e_speed, e_stay, e_operation,
            e_latitude, e_longitude) WITH ORDINALITY AS event (fence_id, efectivo_id, kind, at, known_at, fence_name, cause, late, owed, inside,
            speed_mps, stay_ms, operation_id, latitude, longitude, ordinal)
        ORDER BY ordinal
    ), written AS (
        INSERT INTO fence_events (number, at, known_at, stay_ms, speed_mps, inside, kind, cause, late, owed, fence_id, efectivo_id, operation_id,
            fence_name, position)
        SELECT nextval('fence_event_numbers'), incoming.at, incoming.known_at, incoming.stay_ms, incoming.speed_mps, incoming.inside, incoming.kind,
            incoming.cause, incoming.late, incoming.owed, incoming.fence_id, incoming.efectivo_id, incoming.operation_id, incoming.fence_name,
            CASE WHEN incoming.latitude IS NOT NULL THEN gad_point(incoming.latitude, incoming.longitude) END
        FROM (SELECT * FROM incoming ORDER BY ordinal) AS incoming
        ON CONFLICT DO NOTHING
        RETURNING fence_events.number, fence_events.fence_id, fence_events.efectivo_id, fence_events.kind, fence_events.at
    )
    SELECT min(incoming.ordinal)::integer, written.number FROM written JOIN incoming USING (fence_id, efectivo_id, kind, at) GROUP BY written.number;
END
$body$;

CREATE FUNCTION gad_ring(ring jsonb) RETURNS geometry LANGUAGE sql IMMUTABLE AS $body$
    SELECT ST_SetSRID(ST_MakeLine(ARRAY(
        SELECT ST_MakePoint((corner ->> 'longitude')::float8, (corner ->> 'latitude')::float8)
        FROM jsonb_array_elements(ring) WITH ORDINALITY AS corners (corner, place) ORDER BY place)), 4326)
$body$;

CREATE FUNCTION gad_closed_ring(ring jsonb) RETURNS geometry LANGUAGE sql IMMUTABLE AS $body$
    SELECT gad_ring(ring || jsonb_build_array(ring -> 0))
$body$;

-- As FenceShape has it: rings are not closed there.
CREATE FUNCTION gad_fence_shape(shape jsonb) RETURNS geometry LANGUAGE sql IMMUTABLE AS $body$
    SELECT CASE (shape ->> 'kind')::smallint
        WHEN 1 THEN gad_point(shape -> 'centre')::geometry
        WHEN 3 THEN gad_ring(shape -> 'line')
        ELSE (SELECT CASE count(*) WHEN 1 THEN ST_GeometryN(ST_Collect(polygon), 1) ELSE ST_Collect(polygon) END
            FROM (SELECT ST_MakePolygon(gad_closed_ring(part -> 'outer'),
                    ARRAY(SELECT gad_closed_ring(hole) FROM jsonb_array_elements(part -> 'holes') WITH ORDINALITY AS holes (hole, place) ORDER BY place)) AS polygon
                FROM jsonb_array_elements(shape -> 'parts') WITH ORDINALITY AS parts (part, place) ORDER BY place) AS made)
    END
$body$;

-- Errs outside. Near a pole or the antimeridian, where a buffer would break: boxes.
CREATE FUNCTION gad_fence_cover(shape geometry, kind smallint, radius_m double precision) RETURNS geometry LANGUAGE plpgsql IMMUTABLE AS $body$
DECLARE
    box   box3d;
    up    double precision := (1.01 * radius_m + 1) / 111190.0;
    aside double precision;
BEGIN
    IF shape IS NULL OR kind = 2 THEN
        RETURN shape;
    END IF;
    box := Box3D(shape);
    IF ST_YMin(box) - up < -85 OR ST_YMax(box) + up > 85 THEN
        RETURN ST_MakeEnvelope(-180, greatest(ST_YMin(box) - up, -90), 180, least(ST_YMax(box) + up, 90), 4326);
    END IF;
    aside := 1.01 * up / cos(radians(greatest(abs(ST_YMin(box) - up), abs(ST_YMax(box) + up))));
    IF ST_XMin(box) - aside > -180 AND ST_XMax(box) + aside < 180 THEN
        RETURN ST_Buffer(ST_Segmentize(shape::geography, 20000), 1.01 * radius_m + 1, 16)::geometry;
    END IF;
    RETURN (SELECT ST_Union(ST_Intersection(
            ST_MakeEnvelope(ST_XMin(box) - aside + turn, ST_YMin(box) - up, ST_XMax(box) + aside + turn, ST_YMax(box) + up, 4326),
            ST_MakeEnvelope(-180, -90, 180, 90, 4326)))
        FROM unnest(ARRAY[-360, 0, 360]) AS turns (turn));
END
$body$;

-- A fence without a plan is removed, and has no row; its events and its history stay.
CREATE FUNCTION gad_project_fence(fence text, state jsonb) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    wish     jsonb := state -> 'plan';
    known    fences%ROWTYPE;
    outline  geometry;
    next     bigint;
BEGIN
    SELECT * INTO known FROM fences WHERE id = fence;
    UPDATE fence_revision SET value = value + 1 RETURNING value INTO next;
    IF jsonb_typeof(wish) IS DISTINCT FROM 'object' THEN
        IF known.id IS NOT NULL THEN
            DELETE FROM fences WHERE id = fence;
            UPDATE fence_history SET valid_to = (state ->> 'changedAt')::timestamptz WHERE id = fence AND valid_to IS NULL;
            INSERT INTO fence_removals (id, revision) VALUES (fence, next) ON CONFLICT (id) DO UPDATE SET revision = excluded.revision;
            PERFORM pg_notify('gad_fences', next::text);
        END IF;
        RETURN;
    END IF;
    IF known.id IS NOT NULL AND known.plan = wish AND known.version = (state ->> 'version')::bigint AND known.active = (state ->> 'active')::boolean THEN
        -- Nothing that a map would show.
        UPDATE fences SET owes = (state ->> 'owes')::boolean WHERE id = fence;
        RETURN;
    END IF;
    outline := gad_fence_shape(wish -> 'shape');
    DELETE FROM fence_removals WHERE id = fence;
    INSERT INTO fences (id, name, kind, owner_kind, owner_id, shape, radius_m, cover, schedule, filter, watch, reaction, jurisdiction, notes, plan,
        active, owes, version, revision, changed_at, changed_by)
    VALUES (fence, wish ->> 'name', (wish -> 'shape' ->> 'kind')::smallint, (wish -> 'owner' ->> 'kind')::smallint, wish -> 'owner' ->> 'code',
        outline, (wish -> 'shape' ->> 'radiusM')::float8, gad_fence_cover(outline, (wish -> 'shape' ->> 'kind')::smallint, (wish -> 'shape' ->> 'radiusM')::float8),
        wish -> 'schedule', wish -> 'filter', wish -> 'watch', nullif(wish -> 'reaction', 'null'), wish ->> 'jurisdiction', wish ->> 'notes', wish,
        (state ->> 'active')::boolean, (state ->> 'owes')::boolean, (state ->> 'version')::bigint, next, (state ->> 'changedAt')::timestamptz, state ->> 'changedBy')
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, owner_kind = excluded.owner_kind, owner_id = excluded.owner_id,
        shape = excluded.shape, radius_m = excluded.radius_m, cover = excluded.cover, schedule = excluded.schedule, filter = excluded.filter,
        watch = excluded.watch, reaction = excluded.reaction, jurisdiction = excluded.jurisdiction, notes = excluded.notes, plan = excluded.plan,
        active = excluded.active, owes = excluded.owes, version = excluded.version, revision = excluded.revision, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by;
    IF known.id IS NULL OR known.plan -> 'shape' IS DISTINCT FROM wish -> 'shape' THEN
        DELETE FROM fence_parts WHERE fence_id = fence;
        INSERT INTO fence_parts (fence_id, part) SELECT fence, ST_Subdivide(cover, 64) FROM fences WHERE id = fence AND cover IS NOT NULL;
    END IF;
    UPDATE fence_history SET valid_to = (state ->> 'changedAt')::timestamptz WHERE id = fence AND valid_to IS NULL;
    INSERT INTO fence_history (id, version, valid_from, active, document, shape, radius_m)
    VALUES (fence, (state ->> 'version')::bigint, (state ->> 'changedAt')::timestamptz, (state ->> 'active')::boolean, wish, outline,
        (wish -> 'shape' ->> 'radiusM')::float8)
    ON CONFLICT (id, version) DO UPDATE SET active = excluded.active, valid_to = NULL;
    PERFORM pg_notify('gad_fences', next::text);
END
$body$;

CREATE FUNCTION gad_fence_written() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM gad_project_fence(NEW.key, NEW.document);
    RETURN NULL;
END
$body$;

-- Removed ones that still have somebody to let out.
CREATE INDEX grain_states_fences_owing ON grain_states (key) WHERE state_name = 'fence' AND document ->> 'owes' = 'true';

CREATE TRIGGER fence_written AFTER INSERT OR UPDATE ON grain_states
FOR EACH ROW WHEN (NEW.state_name = 'fence') EXECUTE FUNCTION gad_fence_written();
