-- A panic takes the place of an open alarm of missed check-ins. The grain's document holds the panic from then on, so this closes the row of
-- the other: who reads the table sees both, and when one gave way to the other.
CREATE FUNCTION gad_close_former_alarms(efectivo text, state jsonb) RETURNS void LANGUAGE sql AS $body$
    UPDATE alarms SET status = 3, cancelled_at = now(), cancelled_by = 'system', cancel_reason = 'taken over by ' || (state ->> 'alarmId'), updated_at = now()
    WHERE efectivo_id = efectivo AND cancelled_at IS NULL AND alarm_id <> state ->> 'alarmId' AND version < (state ->> 'version')::bigint
$body$;

CREATE OR REPLACE FUNCTION gad_alarm_written() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM gad_close_former_alarms(NEW.key, NEW.document);
    PERFORM gad_project_alarm(NEW.key, NEW.document);
    RETURN NULL;
END
$body$;
