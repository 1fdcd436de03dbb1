-- Silos that the others have declared dead. One that hung and goes on does not know it: nothing of what it decides may be kept beside what its
-- successors decide. A session tells its silo in the second word of its application name; whoever tells none is not a silo.
CREATE TABLE evicted_silos (
    silo text COLLATE "C" PRIMARY KEY,
    evicted_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE evicted_silos IS 'Address and start of silos that may not write any more. A silo that is started again is another one.';

-- Class 57 (operator intervention): to the silo it is as if the server were gone, not as if its values were wrong.
CREATE FUNCTION gad_refuse_evicted() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (SELECT FROM evicted_silos WHERE silo = split_part(current_setting('application_name'), ' ', 2)) THEN
        RAISE EXCEPTION 'this silo was declared dead and may not write any more' USING ERRCODE = '57GAD';
    END IF;
    RETURN NULL;
END
$body$;

-- Once a statement, not a row. Positions are not among them: they are facts, kept once whoever writes them.
CREATE TRIGGER evicted_make_nothing BEFORE INSERT OR UPDATE OR DELETE ON grain_states FOR EACH STATEMENT EXECUTE FUNCTION gad_refuse_evicted();
CREATE TRIGGER evicted_make_nothing BEFORE INSERT OR UPDATE OR DELETE ON commands FOR EACH STATEMENT EXECUTE FUNCTION gad_refuse_evicted();
CREATE TRIGGER evicted_make_nothing BEFORE INSERT OR UPDATE OR DELETE ON command_deliveries FOR EACH STATEMENT EXECUTE FUNCTION gad_refuse_evicted();
CREATE TRIGGER evicted_make_nothing BEFORE INSERT OR UPDATE OR DELETE ON command_steps FOR EACH STATEMENT EXECUTE FUNCTION gad_refuse_evicted();
CREATE TRIGGER evicted_make_nothing BEFORE INSERT OR UPDATE ON fence_events FOR EACH STATEMENT EXECUTE FUNCTION gad_refuse_evicted();
CREATE TRIGGER evicted_make_nothing BEFORE INSERT OR UPDATE OR DELETE ON fence_presence FOR EACH STATEMENT EXECUTE FUNCTION gad_refuse_evicted();
