-- A panic pressed anew rings again, also when somebody has seen the one before; and an operation may be named that is to help.
ALTER TABLE alarms
    ADD COLUMN pressed_again integer NOT NULL DEFAULT 0,
    ADD COLUMN pressed_at    timestamptz,
    ADD COLUMN operation_id  text,
    ADD COLUMN helped_by     text,
    ADD COLUMN helped_at     timestamptz;

COMMENT ON COLUMN alarms.pressed_again IS 'Times the button was pressed anew while it was open; each rang again.';
COMMENT ON COLUMN alarms.pressed_at IS 'The last time it was.';
COMMENT ON COLUMN alarms.operation_id IS 'The operation whose people were to help; who went is in its timeline.';
COMMENT ON COLUMN alarms.acknowledged_at IS 'The last time that somebody saw it; before pressed_at: nobody has seen it since it was pressed anew.';

CREATE FUNCTION gad_project_alarm_again(efectivo text, state jsonb) RETURNS void LANGUAGE sql AS $body$
    UPDATE alarms SET pressed_again = coalesce((state ->> 'pressedAgain')::integer, 0), pressed_at = (state ->> 'pressedAt')::timestamptz,
        operation_id = nullif(state ->> 'operationId', ''), helped_by = nullif(state ->> 'helpedBy', ''), helped_at = (state ->> 'helpedAt')::timestamptz
    WHERE efectivo_id = efectivo AND alarm_id = state ->> 'alarmId'
        -- Most alarms are pressed once and need no second write.
        AND (pressed_again <> coalesce((state ->> 'pressedAgain')::integer, 0) OR operation_id IS DISTINCT FROM nullif(state ->> 'operationId', ''))
$body$;

CREATE OR REPLACE FUNCTION gad_alarm_written() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM gad_close_former_alarms(NEW.key, NEW.document);
    PERFORM gad_project_alarm(NEW.key, NEW.document);
    PERFORM gad_project_alarm_again(NEW.key, NEW.document);
    RETURN NULL;
END
$body$;
