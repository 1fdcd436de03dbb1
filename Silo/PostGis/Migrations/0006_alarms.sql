-- Every alarm that ever was, for people and tools who speak SQL. Written by the trigger below alone, together with the grain's document,
-- which holds only the last alarm of an efectivo: what came before it stays here.
CREATE TABLE alarms (
    efectivo_id     text NOT NULL,
    alarm_id        text NOT NULL,
    kind            smallint NOT NULL,
    status          smallint NOT NULL,
    raised_at       timestamptz NOT NULL,
    raised_by       text NOT NULL,
    position        geography(Point, 4326),
    position_at     timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    cancelled_at    timestamptz,
    cancelled_by    text,
    cancel_reason   text,
    version         bigint NOT NULL,
    recorded_at     timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    -- Ids are made by clients: two efectivos may come upon the same one.
    PRIMARY KEY (efectivo_id, alarm_id)
);

CREATE INDEX alarms_raised_at ON alarms (raised_at);
CREATE INDEX alarms_told ON alarms (cancelled_at) WHERE cancelled_at IS NOT NULL;
CREATE INDEX alarms_open ON alarms (efectivo_id) WHERE cancelled_at IS NULL;

COMMENT ON COLUMN alarms.kind IS '1 panic, 2 two check-ins missed';
COMMENT ON COLUMN alarms.status IS '1 raised, 2 acknowledged, 3 cancelled';
COMMENT ON COLUMN alarms.raised_at IS 'By the clock of who raised it, never ahead of ours.';
COMMENT ON COLUMN alarms.position IS 'The newest place that was told of; personal.';
COMMENT ON INDEX alarms_open IS 'At most one row an efectivo; not unique, so that no leftover could ever keep a panic from being stored.';

CREATE FUNCTION gad_project_alarm(efectivo text, state jsonb) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    spot geography := gad_point(state -> 'point');
BEGIN
    IF coalesce(state ->> 'alarmId', '') = '' THEN
        RETURN;
    END IF;
    INSERT INTO alarms AS known
        (efectivo_id, alarm_id, kind, status, raised_at, raised_by, position, position_at, acknowledged_at, acknowledged_by,
         cancelled_at, cancelled_by, cancel_reason, version)
    VALUES (efectivo, state ->> 'alarmId', (state ->> 'kind')::smallint, (state ->> 'status')::smallint, (state ->> 'raisedAt')::timestamptz,
        state ->> 'raisedBy', spot, CASE WHEN spot IS NOT NULL THEN (state ->> 'pointAt')::timestamptz END,
        (state ->> 'acknowledgedAt')::timestamptz, nullif(state ->> 'acknowledgedBy', ''),
        (state ->> 'cancelledAt')::timestamptz, nullif(state ->> 'cancelledBy', ''), nullif(state ->> 'cancelReason', ''), (state ->> 'version')::bigint)
    ON CONFLICT (efectivo_id, alarm_id) DO UPDATE SET status = excluded.status, position = excluded.position, position_at = excluded.position_at,
        acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by, cancelled_at = excluded.cancelled_at,
        cancelled_by = excluded.cancelled_by, cancel_reason = excluded.cancel_reason, version = excluded.version, updated_at = now();
END
$body$;

-- A trigger, and not a branch of gad_write_state: each noun hangs its projection on by itself, in the same transaction.
CREATE FUNCTION gad_alarm_written() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM gad_project_alarm(NEW.key, NEW.document);
    RETURN NULL;
END
$body$;

CREATE TRIGGER alarms_follow AFTER INSERT OR UPDATE ON grain_states
    FOR EACH ROW WHEN (NEW.state_name = 'alarm' AND NEW.document IS NOT NULL) EXECUTE FUNCTION gad_alarm_written();
