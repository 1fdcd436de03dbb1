-- Grain state as JSON documents, version-checked, and the queries that Microsoft.Orleans.Persistence.AdoNet reads at a silo's start.
CREATE TABLE grain_states (
    service_id text NOT NULL,
    state_name text NOT NULL,
    key        text NOT NULL,
    version    integer NOT NULL,
    document   jsonb,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (service_id, state_name, key)
);

COMMENT ON COLUMN grain_states.document IS 'Null when cleared: the row stays, so that its version goes on growing.';

-- The provider takes a returned version equal to the one it passed (or null for null) as a version conflict, and anything else as success.
CREATE FUNCTION gad_write_state(service text, state text, grain_key text, expected integer, content jsonb) RETURNS integer
LANGUAGE plpgsql AS $body$
DECLARE
    written integer;
BEGIN
    IF expected IS NULL THEN
        INSERT INTO grain_states (service_id, state_name, key, version, document) VALUES (service, state, grain_key, 1, content)
        ON CONFLICT DO NOTHING RETURNING version INTO written;
    ELSE
        UPDATE grain_states SET document = content, version = version + 1, updated_at = now()
        WHERE service_id = service AND state_name = state AND key = grain_key AND version = expected
        RETURNING version INTO written;
    END IF;
    IF written IS NULL THEN
        RETURN expected;
    END IF;
    IF state = 'efectivo' THEN
        PERFORM gad_project_efectivo(grain_key, content, written);
    END IF;
    RETURN written;
END
$body$;

-- Name and shape are the provider's. The key arrives behind a colon, see TextKeyStorage.
CREATE TABLE OrleansQuery (
    QueryKey  varchar(64) PRIMARY KEY,
    QueryText varchar(8000) NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $query$
SELECT convert_to(document::text, 'UTF8') AS PayloadBinary, version AS Version FROM grain_states
WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND key = substr(@GrainIdExtensionString, 2)
$query$),
('WriteToStorageKey', $query$
SELECT gad_write_state(@ServiceId, @GrainTypeString, substr(@GrainIdExtensionString, 2), @GrainStateVersion,
    convert_from(@PayloadBinary, 'UTF8')::jsonb) AS NewGrainStateVersion
$query$),
('ClearStorageKey', $query$
SELECT gad_write_state(@ServiceId, @GrainTypeString, substr(@GrainIdExtensionString, 2), @GrainStateVersion, NULL) AS NewGrainStateVersion
$query$);
