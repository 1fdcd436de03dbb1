-- Operations as typed, spatial tables, written together with the grain's document.
CREATE TABLE operations (
    id            text PRIMARY KEY,
    title         text NOT NULL,
    description   text NOT NULL,
    type          smallint NOT NULL,
    priority      smallint NOT NULL,
    status        smallint NOT NULL,
    planned_start timestamptz NOT NULL,
    planned_end   timestamptz NOT NULL,
    actual_start  timestamptz,
    actual_end    timestamptz,
    paused_ms     bigint NOT NULL,
    commander     text NOT NULL,
    jurisdiction  text NOT NULL,
    notes         text NOT NULL,
    wanted        smallint NOT NULL,
    wanted_skill  text NOT NULL,
    point         geography(Point, 4326),
    area          geography(Polygon, 4326),
    owes          boolean NOT NULL,
    shown_version bigint NOT NULL,
    version       integer NOT NULL,
    updated_at    timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 70);

-- Nothing that changes as an operation lives is in an index (status, owes), so that its many writes touch none: four of these are costly. Whom to wake
-- after a start is found by reading the table through, once.
CREATE INDEX operations_id_trgm ON operations USING gin (id gin_trgm_ops);
CREATE INDEX operations_title_trgm ON operations USING gin (title gin_trgm_ops);
CREATE INDEX operations_point ON operations USING gist (point);
CREATE INDEX operations_area ON operations USING gist (area);
CREATE INDEX operations_commander ON operations (commander, planned_start) WHERE commander <> '';

COMMENT ON COLUMN operations.status IS '1 planned, 2 in progress, 3 paused, 4 completed, 5 cancelled';
COMMENT ON COLUMN operations.owes IS 'Something is to be done without being asked: a reservation, a release, a notice.';
COMMENT ON COLUMN operations.shown_version IS 'Grows with every change that people see.';
COMMENT ON COLUMN operations.version IS 'That of the grain''s document in grain_states.';

CREATE TABLE operation_people (
    operation_id  text NOT NULL,
    efectivo_id   text NOT NULL,
    assignment_id text NOT NULL,
    step          smallint NOT NULL,
    at            timestamptz NOT NULL,
    reason        text NOT NULL,
    command_id    text NOT NULL,
    PRIMARY KEY (operation_id, efectivo_id)
) WITH (fillfactor = 70);

CREATE INDEX operation_people_efectivo ON operation_people (efectivo_id, operation_id);
COMMENT ON TABLE operation_people IS 'The newest bond of an operation with each efectivo it ever asked. No foreign key: gad_project_operation alone writes here.';
COMMENT ON COLUMN operation_people.step IS '1 reserved, 2 proposed, 3 accepted, 4 en route, 5 on scene, 6 released, 7 refused, 8 expired, 9 reassigned';

CREATE TABLE operation_timeline (
    operation_id text NOT NULL,
    sequence     bigint NOT NULL,
    at           timestamptz NOT NULL,
    actor        text NOT NULL,
    what         text NOT NULL,
    reason       text NOT NULL,
    before       text NOT NULL,
    after        text NOT NULL,
    efectivo_id  text NOT NULL,
    PRIMARY KEY (operation_id, sequence)
);

CREATE INDEX operation_timeline_efectivo ON operation_timeline (efectivo_id, at) WHERE efectivo_id <> '';

CREATE FUNCTION gad_point(point jsonb) RETURNS geography LANGUAGE sql IMMUTABLE AS $body$
    SELECT CASE WHEN jsonb_typeof(point) = 'object'
        THEN ST_SetSRID(ST_MakePoint((point ->> 'longitude')::float8, (point ->> 'latitude')::float8), 4326)::geography END
$body$;

-- Corners of a ring that is not closed.
CREATE FUNCTION gad_area(ring jsonb) RETURNS geography LANGUAGE sql IMMUTABLE AS $body$
    SELECT CASE WHEN jsonb_array_length(coalesce(ring, '[]')) >= 3 THEN
        ST_SetSRID(ST_MakePolygon(ST_MakeLine(ARRAY(
            SELECT ST_MakePoint((corner ->> 'longitude')::float8, (corner ->> 'latitude')::float8)
            FROM jsonb_array_elements(ring || jsonb_build_array(ring -> 0)) WITH ORDINALITY AS corners (corner, place) ORDER BY place))), 4326)::geography END
$body$;

-- An operation without a plan was never made, and has no row.
CREATE FUNCTION gad_project_operation(operation text, state jsonb, state_version integer) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    plan  jsonb := state -> 'plan';
    bonds jsonb := coalesce(state -> 'bonds', '{}');
BEGIN
    IF plan IS NULL OR jsonb_typeof(plan) = 'null' THEN
        DELETE FROM operations WHERE id = operation;
        DELETE FROM operation_people WHERE operation_id = operation;
        DELETE FROM operation_timeline WHERE operation_id = operation;
        RETURN;
    END IF;
    INSERT INTO operations AS known (id, title, description, type, priority, status, planned_start, planned_end, actual_start, actual_end, paused_ms,
        commander, jurisdiction, notes, wanted, wanted_skill, point, area, owes, shown_version, version)
    VALUES (operation, plan ->> 'title', plan ->> 'description', (plan ->> 'type')::smallint, (plan ->> 'priority')::smallint, (state ->> 'status')::smallint,
        (plan ->> 'plannedStart')::timestamptz, (plan ->> 'plannedEnd')::timestamptz,
        (state ->> 'actualStart')::timestamptz, (state ->> 'actualEnd')::timestamptz, (state ->> 'pausedMs')::bigint,
        plan ->> 'commander', plan ->> 'jurisdiction', plan ->> 'notes', (plan ->> 'wanted')::smallint, plan ->> 'wantedSkill',
        gad_point(plan -> 'point'), gad_area(plan -> 'area'), (state ->> 'owes')::boolean, (state ->> 'version')::bigint, state_version)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, description = excluded.description, type = excluded.type, priority = excluded.priority,
        status = excluded.status, planned_start = excluded.planned_start, planned_end = excluded.planned_end, actual_start = excluded.actual_start,
        actual_end = excluded.actual_end, paused_ms = excluded.paused_ms, commander = excluded.commander, jurisdiction = excluded.jurisdiction,
        notes = excluded.notes, wanted = excluded.wanted, wanted_skill = excluded.wanted_skill, point = excluded.point, area = excluded.area,
        owes = excluded.owes, shown_version = excluded.shown_version, version = excluded.version, updated_at = now();

    DELETE FROM operation_people people WHERE people.operation_id = operation AND NOT bonds ? people.efectivo_id;
    IF bonds <> '{}' THEN
        INSERT INTO operation_people AS known (operation_id, efectivo_id, assignment_id, step, at, reason, command_id)
        SELECT operation, efectivo, bond ->> 'assignmentId', (bond ->> 'step')::smallint, (bond ->> 'at')::timestamptz, bond ->> 'reason',
            CASE WHEN bond ->> 'until' IS NULL THEN '' ELSE bond ->> 'assignmentId' END
        FROM jsonb_each(bonds) AS all_bonds (efectivo, bond)
        ON CONFLICT (operation_id, efectivo_id) DO UPDATE SET assignment_id = excluded.assignment_id, step = excluded.step, at = excluded.at,
            reason = excluded.reason, command_id = excluded.command_id
        WHERE (known.assignment_id, known.step, known.command_id) IS DISTINCT FROM (excluded.assignment_id, excluded.step, excluded.command_id);
    END IF;

    -- The document holds the entries of this write alone.
    INSERT INTO operation_timeline (operation_id, sequence, at, actor, what, reason, before, after, efectivo_id)
    SELECT operation, (entry ->> 'sequence')::bigint, (entry ->> 'at')::timestamptz, entry ->> 'actor', entry ->> 'what', entry ->> 'reason',
        entry ->> 'before', entry ->> 'after', entry ->> 'efectivoId'
    FROM jsonb_array_elements(coalesce(state -> 'entries', '[]')) AS entries (entry)
    ON CONFLICT DO NOTHING;
END
$body$;

-- A trigger, not one more branch of gad_write_state: several parts of the product follow their grains' documents, and each would replace that function for all.
CREATE FUNCTION gad_operation_written() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM gad_project_operation(NEW.key, NEW.document, NEW.version);
    RETURN NULL;
END
$body$;

CREATE TRIGGER operation_written AFTER INSERT OR UPDATE ON grain_states
FOR EACH ROW WHEN (NEW.state_name = 'operation') EXECUTE FUNCTION gad_operation_written();
