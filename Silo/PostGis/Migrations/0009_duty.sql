-- Shifts and leaves as typed rows, written together with the grain's document. No two of one efectivo at a time: the rules say so first, this for certain.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE duty_shifts (
    efectivo_id text NOT NULL,
    during      tstzrange NOT NULL CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL),
    starts      timestamptz GENERATED ALWAYS AS (lower(during)) STORED,
    time_zone   text NOT NULL,
    note        text NOT NULL,
    planned_by  text NOT NULL,
    planned_at  timestamptz NOT NULL,
    forced      text NOT NULL,
    PRIMARY KEY (efectivo_id, starts),
    CONSTRAINT duty_shifts_one_at_a_time EXCLUDE USING gist (efectivo_id WITH =, during WITH &&)
);
-- Who is on shift at an instant, over all.
CREATE INDEX duty_shifts_during ON duty_shifts USING gist (during);
COMMENT ON COLUMN duty_shifts.forced IS 'Why it was planned against the minimum rest; empty: it was not.';

CREATE TABLE duty_leaves (
    efectivo_id text NOT NULL,
    leave_id    text NOT NULL,
    kind        smallint NOT NULL,
    during      tstzrange NOT NULL CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL),
    time_zone   text NOT NULL,
    note        text NOT NULL,
    planned_by  text NOT NULL,
    planned_at  timestamptz NOT NULL,
    PRIMARY KEY (efectivo_id, leave_id),
    CONSTRAINT duty_leaves_one_at_a_time EXCLUDE USING gist (efectivo_id WITH =, during WITH &&)
);
CREATE INDEX duty_leaves_during ON duty_leaves USING gist (during);
COMMENT ON TABLE duty_leaves IS 'Personal: why somebody is away.';
COMMENT ON COLUMN duty_leaves.kind IS '1 vacation, 2 medical, 3 compensatory, 4 training, 5 other';

CREATE TABLE duty_changes (
    efectivo_id text NOT NULL,
    sequence    bigint NOT NULL,
    at          timestamptz NOT NULL,
    actor       text NOT NULL,
    what        text NOT NULL,
    reason      text NOT NULL,
    leave_id    text NOT NULL,
    during      tstzrange NOT NULL,
    PRIMARY KEY (efectivo_id, sequence)
);
COMMENT ON TABLE duty_changes IS 'Who planned, replaced, added or cancelled what. Appended by the trigger alone.';

-- What ended before keptSince has left the document and stays here. Rows that differ go before those that take their place come.
CREATE FUNCTION gad_duty_written() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    state  jsonb := coalesce(NEW.document, '{}');
    shifts jsonb := coalesce(state -> 'shifts', '[]');
    leaves jsonb := coalesce(state -> 'leaves', '[]');
    kept   timestamptz := coalesce((state ->> 'keptSince')::timestamptz, '-infinity');
BEGIN
    DELETE FROM duty_shifts AS known WHERE known.efectivo_id = NEW.key AND upper(known.during) > kept AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(shifts) AS items (item)
        WHERE (known.during, known.time_zone, known.note, known.planned_by, known.planned_at, known.forced) = (
            tstzrange((item ->> 'start')::timestamptz, (item ->> 'end')::timestamptz), item ->> 'timeZone', item ->> 'note', item ->> 'plannedBy',
            (item ->> 'plannedAt')::timestamptz, item ->> 'forced'));
    INSERT INTO duty_shifts (efectivo_id, during, time_zone, note, planned_by, planned_at, forced)
    SELECT NEW.key, tstzrange((item ->> 'start')::timestamptz, (item ->> 'end')::timestamptz), item ->> 'timeZone', item ->> 'note', item ->> 'plannedBy',
        (item ->> 'plannedAt')::timestamptz, item ->> 'forced'
    FROM jsonb_array_elements(shifts) AS items (item)
    ON CONFLICT (efectivo_id, starts) DO NOTHING;

    DELETE FROM duty_leaves AS known WHERE known.efectivo_id = NEW.key AND upper(known.during) > kept AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(leaves) AS items (item)
        WHERE (known.leave_id, known.kind, known.during, known.time_zone, known.note, known.planned_by, known.planned_at) = (
            item ->> 'leaveId', (item ->> 'kind')::smallint, tstzrange((item ->> 'start')::timestamptz, (item ->> 'end')::timestamptz), item ->> 'timeZone',
            item ->> 'note', item ->> 'plannedBy', (item ->> 'plannedAt')::timestamptz));
    INSERT INTO duty_leaves (efectivo_id, leave_id, kind, during, time_zone, note, planned_by, planned_at)
    SELECT NEW.key, item ->> 'leaveId', (item ->> 'kind')::smallint, tstzrange((item ->> 'start')::timestamptz, (item ->> 'end')::timestamptz), item ->> 'timeZone',
        item ->> 'note', item ->> 'plannedBy', (item ->> 'plannedAt')::timestamptz
    FROM jsonb_array_elements(leaves) AS items (item)
    ON CONFLICT (efectivo_id, leave_id) DO NOTHING;

    -- The document holds the entries of this write alone.
    INSERT INTO duty_changes (efectivo_id, sequence, at, actor, what, reason, leave_id, during)
    SELECT NEW.key, (entry ->> 'sequence')::bigint, (entry ->> 'at')::timestamptz, entry ->> 'actor', entry ->> 'what', entry ->> 'reason', entry ->> 'leaveId',
        tstzrange((entry ->> 'start')::timestamptz, (entry ->> 'end')::timestamptz)
    FROM jsonb_array_elements(coalesce(state -> 'entries', '[]')) AS entries (entry)
    ON CONFLICT (efectivo_id, sequence) DO NOTHING;
    RETURN NULL;
END
$body$;
CREATE TRIGGER duty_written AFTER INSERT OR UPDATE ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'duty') EXECUTE FUNCTION gad_duty_written();
