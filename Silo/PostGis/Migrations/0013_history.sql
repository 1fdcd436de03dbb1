-- What people saw at any past instant. Positions are their own history; this keeps what the newest state alone would forget: how each efectivo stood and
-- was shown, and how each operation stood. Kept by triggers, in the transaction of the grain's document: no state is without its history, and none is told twice.

CREATE TABLE availability_history (
    efectivo_id  text NOT NULL,
    at           timestamptz NOT NULL,
    version      integer NOT NULL,
    availability smallint NOT NULL,
    actor        text NOT NULL,
    reason       text NOT NULL,
    PRIMARY KEY (efectivo_id, at, version)
);

CREATE INDEX availability_history_at ON availability_history (at);
COMMENT ON TABLE availability_history IS 'How each efectivo stood from an instant on. Before its first row nothing is known.';
COMMENT ON COLUMN availability_history.at IS 'By the clock of the silo that decided; -infinity: since before this table was.';
COMMENT ON COLUMN availability_history.version IS 'That of the grain''s document which said so.';

CREATE TABLE profile_history (
    efectivo_id  text NOT NULL,
    at           timestamptz NOT NULL,
    version      integer NOT NULL,
    display_name text NOT NULL,
    rank         text NOT NULL,
    unit         text NOT NULL,
    jurisdiction text NOT NULL,
    skills       text[] NOT NULL,
    PRIMARY KEY (efectivo_id, at, version)
);

CREATE INDEX profile_history_at ON profile_history (at);
COMMENT ON TABLE profile_history IS 'How each efectivo was shown from an instant on. Nothing personal: no contact, no devices.';

CREATE FUNCTION gad_remember_efectivo() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    was     jsonb := CASE WHEN TG_OP = 'UPDATE' THEN OLD.document END;
    profile jsonb := NEW.document -> 'profile';
    shown   text[] := ARRAY['displayName', 'rank', 'unit', 'jurisdiction', 'skills'];
    isnew   boolean := coalesce(jsonb_typeof(was -> 'profile'), 'null') = 'null';
BEGIN
    IF coalesce(jsonb_typeof(profile), 'null') = 'null' THEN
        RETURN NULL;
    END IF;
    IF isnew OR EXISTS (SELECT 1 FROM unnest(shown) AS part WHERE was -> 'profile' -> part IS DISTINCT FROM profile -> part) THEN
        INSERT INTO profile_history (efectivo_id, at, version, display_name, rank, unit, jurisdiction, skills)
        VALUES (NEW.key, clock_timestamp(), NEW.version, coalesce(profile ->> 'displayName', ''), coalesce(profile ->> 'rank', ''),
            coalesce(profile ->> 'unit', ''), coalesce(profile ->> 'jurisdiction', ''), gad_texts(profile -> 'skills'))
        ON CONFLICT DO NOTHING;
    END IF;
    IF isnew OR was -> 'availability' IS DISTINCT FROM NEW.document -> 'availability' THEN
        INSERT INTO availability_history (efectivo_id, at, version, availability, actor, reason)
        VALUES (NEW.key, CASE WHEN isnew THEN clock_timestamp() ELSE coalesce((NEW.document ->> 'availabilitySince')::timestamptz, clock_timestamp()) END,
            NEW.version, (NEW.document ->> 'availability')::smallint,
            coalesce(NEW.document ->> 'availabilityActor', ''), coalesce(NEW.document ->> 'availabilityReason', ''))
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$body$;

-- Most writes of a document change nothing of this, and cost no call then.
CREATE TRIGGER efectivo_begun AFTER INSERT ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'efectivo') EXECUTE FUNCTION gad_remember_efectivo();
CREATE TRIGGER efectivo_remembered AFTER UPDATE ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'efectivo' AND (OLD.document -> 'profile' IS DISTINCT FROM NEW.document -> 'profile'
        OR OLD.document -> 'availability' IS DISTINCT FROM NEW.document -> 'availability')) EXECUTE FUNCTION gad_remember_efectivo();

-- Of installations that are older than this table: what is known now.
INSERT INTO profile_history (efectivo_id, at, version, display_name, rank, unit, jurisdiction, skills)
SELECT id, '-infinity', version, display_name, rank, unit, jurisdiction, skills FROM efectivos;

INSERT INTO availability_history (efectivo_id, at, version, availability, actor, reason)
SELECT key, coalesce((document ->> 'availabilitySince')::timestamptz, '-infinity'), version, (document ->> 'availability')::smallint,
    coalesce(document ->> 'availabilityActor', ''), coalesce(document ->> 'availabilityReason', '')
FROM grain_states WHERE state_name = 'efectivo' AND jsonb_typeof(document -> 'profile') = 'object'
ON CONFLICT DO NOTHING;

CREATE TABLE operation_history (
    operation_id  text NOT NULL,
    version       integer NOT NULL,
    during        tstzrange NOT NULL,
    title         text NOT NULL,
    type          smallint NOT NULL,
    priority      smallint NOT NULL,
    status        smallint NOT NULL,
    planned_start timestamptz NOT NULL,
    planned_end   timestamptz NOT NULL,
    commander     text NOT NULL,
    jurisdiction  text NOT NULL,
    point         geography(Point, 4326),
    area          geography(Polygon, 4326),
    PRIMARY KEY (operation_id, version)
) WITH (fillfactor = 70);

-- Closed ones are most of them, and nobody asks which were closed at an instant.
CREATE INDEX operation_history_open ON operation_history USING gist (during) WHERE status <= 3;
CREATE INDEX operation_history_from ON operation_history (lower(during));
-- Summarized as it grows: a summary is otherwise made only by a VACUUM, and what has none is read in full.
CREATE INDEX IF NOT EXISTS operation_timeline_at ON operation_timeline USING brin (at) WITH (autosummarize = on);
COMMENT ON TABLE operation_history IS 'Plan and status of each operation, and while which time it was so. Who was assigned is in operation_timeline.';

CREATE FUNCTION gad_remember_operation() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    plan   jsonb := NEW.document -> 'plan';
    moment timestamptz;
BEGIN
    IF coalesce(jsonb_typeof(plan), 'null') = 'null' THEN
        RETURN NULL;
    END IF;
    moment := coalesce((NEW.document -> 'entries' -> -1 ->> 'at')::timestamptz, clock_timestamp());
    UPDATE operation_history SET during = tstzrange(lower(during), greatest(lower(during), moment))
    WHERE operation_id = NEW.key AND upper_inf(during) RETURNING upper(during) INTO moment;
    -- An interval that began and ended at one instant is empty and has no ends.
    moment := coalesce(moment, (NEW.document -> 'entries' -> -1 ->> 'at')::timestamptz, clock_timestamp());
    INSERT INTO operation_history (operation_id, version, during, title, type, priority, status, planned_start, planned_end, commander, jurisdiction, point, area)
    VALUES (NEW.key, NEW.version, tstzrange(moment, NULL), plan ->> 'title', (plan ->> 'type')::smallint, (plan ->> 'priority')::smallint,
        (NEW.document ->> 'status')::smallint, (plan ->> 'plannedStart')::timestamptz, (plan ->> 'plannedEnd')::timestamptz,
        plan ->> 'commander', plan ->> 'jurisdiction', gad_point(plan -> 'point'), gad_area(plan -> 'area'))
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$body$;

CREATE TRIGGER operation_begun AFTER INSERT ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'operation') EXECUTE FUNCTION gad_remember_operation();
CREATE TRIGGER operation_remembered AFTER UPDATE ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'operation' AND (OLD.document -> 'plan' IS DISTINCT FROM NEW.document -> 'plan'
        OR OLD.document -> 'status' IS DISTINCT FROM NEW.document -> 'status')) EXECUTE FUNCTION gad_remember_operation();

-- Of older installations: the steps of the timeline, with the plan as it is now.
INSERT INTO operation_history (operation_id, version, during, title, type, priority, status, planned_start, planned_end, commander, jurisdiction, point, area)
SELECT id, -row_number() OVER (PARTITION BY id ORDER BY sequence DESC), tstzrange(at, until),
    title, type, priority, stood, planned_start, planned_end, commander, jurisdiction, point, area
FROM operations JOIN LATERAL (
    SELECT sequence, at, CASE WHEN next IS NOT NULL THEN greatest(at, next) END AS until, stood FROM (
        SELECT sequence, at, lead(at) OVER (ORDER BY sequence) AS next,
            CASE what WHEN 'planned' THEN 1 WHEN 'paused' THEN 3 WHEN 'completed' THEN 4 WHEN 'cancelled' THEN 5 ELSE 2 END AS stood
        FROM operation_timeline WHERE operation_id = id AND what IN ('planned', 'started', 'resumed', 'reopened', 'paused', 'completed', 'cancelled')) AS told) AS steps ON true;

-- The same for positions: a minute of today would otherwise be looked for in all of today.
ALTER FUNCTION gad_ensure_position_partition(date) RENAME TO gad_make_position_partition;

CREATE FUNCTION gad_summarize_position_partition(day date) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    found regclass;
BEGIN
    FOR found IN
        SELECT indexrelid::regclass FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE indrelid = to_regclass('position_reports_' || to_char(day, 'YYYYMMDD')) AND relam = (SELECT oid FROM pg_am WHERE amname = 'brin')
    LOOP
        EXECUTE format('ALTER INDEX %s SET (autosummarize = on)', found);
    END LOOP;
END
$body$;

CREATE FUNCTION gad_ensure_position_partition(day date) RETURNS boolean LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT gad_make_position_partition(day) THEN
        RETURN false;
    END IF;
    PERFORM gad_summarize_position_partition(day);
    RETURN true;
END
$body$;

SELECT gad_summarize_position_partition(to_date(substring(inhrelid::regclass::text FROM '\d{8}$'), 'YYYYMMDD'))
FROM pg_inherits WHERE inhparent = 'position_reports'::regclass AND inhrelid::regclass::text ~ '^position_reports_\d{8}$';
