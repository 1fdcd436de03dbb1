-- Grain states written many at a time: one round trip, one commit, each row with its own version check.
-- Documents change whole and often: room for new versions beside the old ones, and a compression that costs next to nothing.
ALTER TABLE grain_states SET (fillfactor = 70);
DO $body$
BEGIN
    ALTER TABLE grain_states ALTER COLUMN document SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL; -- A server built without it: the default serves.
END
$body$;

-- Made: rows that must not be there. Changed: rows that must have the version told; content null clears. Returns those that were written; what is
-- missing was written by somebody else meanwhile. A key comes once in a call, and in the order of keys, so that two silos never wait for each other.
-- The settings: a plan made while the table was small must still serve when it is large; a row that somebody locks must not hold up all for long.
CREATE FUNCTION gad_write_states(service text, made_states text[], made_keys text[], made_contents jsonb[],
    changed_states text[], changed_keys text[], changed_versions integer[], changed_contents jsonb[])
RETURNS TABLE (written_state text, written_key text, written_version integer)
LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET lock_timeout = '4s' AS $body$
BEGIN
    IF cardinality(changed_keys) > 0 THEN
        RETURN QUERY UPDATE grain_states AS stored SET document = change.content, version = stored.version + 1, updated_at = now()
            FROM unnest(changed_states, changed_keys, changed_versions, changed_contents) AS change (state_name, key, version, content)
            WHERE stored.service_id = service AND stored.state_name = change.state_name AND stored.key = change.key AND stored.version = change.version
            RETURNING stored.state_name, stored.key, stored.version;
    END IF;
    IF cardinality(made_keys) > 0 THEN
        RETURN QUERY INSERT INTO grain_states AS stored (service_id, state_name, key, version, document)
            SELECT service, made.state_name, made.key, 1, made.content
            FROM unnest(made_states, made_keys, made_contents) AS made (state_name, key, content)
            ON CONFLICT DO NOTHING RETURNING stored.state_name, stored.key, stored.version;
    END IF;
END
$body$;

-- Of silos that started before this migration, one row at a time. Efectivos follow by a trigger now, whoever writes.
CREATE OR REPLACE FUNCTION gad_write_state(service text, state text, grain_key text, expected integer, content jsonb) RETURNS integer
LANGUAGE plpgsql AS $body$
DECLARE
    written integer;
BEGIN
    IF expected IS NULL THEN
        SELECT written_version INTO written FROM gad_write_states(service, ARRAY[state], ARRAY[grain_key], ARRAY[content], '{}', '{}', '{}', '{}');
    ELSE
        SELECT written_version INTO written FROM gad_write_states(service, '{}', '{}', '{}', ARRAY[state], ARRAY[grain_key], ARRAY[expected], ARRAY[content]);
    END IF;
    RETURN coalesce(written, expected);
END
$body$;

-- A profile is written when it changes, which most writes of an efectivo do not.
CREATE FUNCTION gad_efectivo_written() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM gad_project_efectivo(NEW.key, NEW.document, NEW.version);
    RETURN NULL;
END
$body$;
CREATE TRIGGER efectivo_made AFTER INSERT ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'efectivo') EXECUTE FUNCTION gad_efectivo_written();
CREATE TRIGGER efectivo_changed AFTER UPDATE ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'efectivo' AND (OLD.document -> 'profile' IS DISTINCT FROM NEW.document -> 'profile'
        OR OLD.document -> 'availability' IS DISTINCT FROM NEW.document -> 'availability')) EXECUTE FUNCTION gad_efectivo_written();
COMMENT ON COLUMN efectivos.version IS 'That of the grain''s document in grain_states which last changed something here.';

-- Operations: the plan, costly for its shapes, when it changes; all that goes on with it for all operations of a statement together.
DROP TRIGGER operation_written ON grain_states;
DROP FUNCTION gad_operation_written();
DROP FUNCTION gad_project_operation(text, jsonb, integer);

-- An operation without a plan was never made, and has no row.
CREATE FUNCTION gad_operation_planned() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    state jsonb := NEW.document;
    plan  jsonb := state -> 'plan';
BEGIN
    IF plan IS NULL OR jsonb_typeof(plan) = 'null' THEN
        DELETE FROM operations WHERE id = NEW.key;
        DELETE FROM operation_people WHERE operation_id = NEW.key;
        DELETE FROM operation_timeline WHERE operation_id = NEW.key;
        RETURN NULL;
    END IF;
    INSERT INTO operations AS known (id, title, description, type, priority, status, planned_start, planned_end, actual_start, actual_end, paused_ms,
        commander, jurisdiction, notes, wanted, wanted_skill, point, area, owes, shown_version, version)
    VALUES (NEW.key, plan ->> 'title', plan ->> 'description', (plan ->> 'type')::smallint, (plan ->> 'priority')::smallint, (state ->> 'status')::smallint,
        (plan ->> 'plannedStart')::timestamptz, (plan ->> 'plannedEnd')::timestamptz,
        (state ->> 'actualStart')::timestamptz, (state ->> 'actualEnd')::timestamptz, (state ->> 'pausedMs')::bigint,
        plan ->> 'commander', plan ->> 'jurisdiction', plan ->> 'notes', (plan ->> 'wanted')::smallint, plan ->> 'wantedSkill',
        gad_point(plan -> 'point'), gad_area(plan -> 'area'), (state ->> 'owes')::boolean, (state ->> 'version')::bigint, NEW.version)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, description = excluded.description, type = excluded.type, priority = excluded.priority,
        status = excluded.status, planned_start = excluded.planned_start, planned_end = excluded.planned_end, actual_start = excluded.actual_start,
        actual_end = excluded.actual_end, paused_ms = excluded.paused_ms, commander = excluded.commander, jurisdiction = excluded.jurisdiction,
        notes = excluded.notes, wanted = excluded.wanted, wanted_skill = excluded.wanted_skill, point = excluded.point, area = excluded.area,
        owes = excluded.owes, shown_version = excluded.shown_version, version = excluded.version, updated_at = now();
    RETURN NULL;
END
$body$;
CREATE TRIGGER operation_made AFTER INSERT ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'operation') EXECUTE FUNCTION gad_operation_planned();
CREATE TRIGGER operation_planned AFTER UPDATE ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'operation' AND OLD.document -> 'plan' IS DISTINCT FROM NEW.document -> 'plan')
    EXECUTE FUNCTION gad_operation_planned();

-- After the rows' own triggers. A document holds the timeline's entries of its own write alone.
CREATE FUNCTION gad_operations_follow() RETURNS trigger
LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $body$
BEGIN
    IF NOT EXISTS (SELECT FROM written WHERE state_name = 'operation') THEN
        RETURN NULL;
    END IF;
    WITH states AS MATERIALIZED (
        SELECT key, version, document, coalesce(document -> 'bonds', '{}') AS bonds
        FROM written WHERE state_name = 'operation' AND jsonb_typeof(document -> 'plan') = 'object'
    ), moved AS (
        UPDATE operations SET status = (document ->> 'status')::smallint, actual_start = (document ->> 'actualStart')::timestamptz,
            actual_end = (document ->> 'actualEnd')::timestamptz, paused_ms = (document ->> 'pausedMs')::bigint, owes = (document ->> 'owes')::boolean,
            shown_version = (document ->> 'version')::bigint, version = states.version, updated_at = now()
        FROM states WHERE operations.id = states.key AND operations.version <> states.version
    ), gone AS (
        DELETE FROM operation_people AS people USING states WHERE people.operation_id = states.key AND NOT states.bonds ? people.efectivo_id
    ), bound AS (
        INSERT INTO operation_people AS known (operation_id, efectivo_id, assignment_id, step, at, reason, command_id)
        SELECT key, efectivo, bond ->> 'assignmentId', (bond ->> 'step')::smallint, (bond ->> 'at')::timestamptz, bond ->> 'reason',
            CASE WHEN bond ->> 'until' IS NULL THEN '' ELSE bond ->> 'assignmentId' END
        FROM states, jsonb_each(bonds) AS all_bonds (efectivo, bond)
        ON CONFLICT (operation_id, efectivo_id) DO UPDATE SET assignment_id = excluded.assignment_id, step = excluded.step, at = excluded.at,
            reason = excluded.reason, command_id = excluded.command_id
        WHERE (known.assignment_id, known.step, known.command_id) IS DISTINCT FROM (excluded.assignment_id, excluded.step, excluded.command_id)
    )
    INSERT INTO operation_timeline (operation_id, sequence, at, actor, what, reason, before, after, efectivo_id)
    SELECT key, (entry ->> 'sequence')::bigint, (entry ->> 'at')::timestamptz, entry ->> 'actor', entry ->> 'what', entry ->> 'reason',
        entry ->> 'before', entry ->> 'after', entry ->> 'efectivoId'
    FROM states, jsonb_array_elements(coalesce(document -> 'entries', '[]')) AS entries (entry)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$body$;
CREATE TRIGGER operations_made AFTER INSERT ON grain_states REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION gad_operations_follow();
CREATE TRIGGER operations_changed AFTER UPDATE ON grain_states REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION gad_operations_follow();
