-- Profiles as typed columns, for people and tools who speak SQL. Written by gad_write_state alone, together with the grain's document.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE efectivos (
    id           text PRIMARY KEY,
    display_name text NOT NULL,
    rank         text NOT NULL,
    unit         text NOT NULL,
    specialties  text[] NOT NULL,
    skills       text[] NOT NULL,
    jurisdiction text NOT NULL,
    contact      text NOT NULL,
    devices      text[] NOT NULL,
    availability smallint NOT NULL,
    version      integer NOT NULL,
    updated_at   timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX efectivos_id_trgm ON efectivos USING gin (id gin_trgm_ops);
CREATE INDEX efectivos_display_name_trgm ON efectivos USING gin (display_name gin_trgm_ops);

COMMENT ON COLUMN efectivos.availability IS '1 available, 2 on task, 3 off duty, 4 unavailable';
COMMENT ON COLUMN efectivos.contact IS 'Personal.';
COMMENT ON COLUMN efectivos.version IS 'That of the grain''s document in grain_states.';

CREATE FUNCTION gad_texts(list jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $body$
    SELECT coalesce(array_agg(item ORDER BY place), '{}')
    FROM jsonb_array_elements_text(coalesce(list, '[]')) WITH ORDINALITY AS items (item, place)
$body$;

-- An efectivo without a profile is not registered, and has no row.
CREATE FUNCTION gad_project_efectivo(efectivo text, state jsonb, state_version integer) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    profile jsonb := state -> 'profile';
BEGIN
    IF profile IS NULL OR jsonb_typeof(profile) = 'null' THEN
        DELETE FROM efectivos WHERE id = efectivo;
        RETURN;
    END IF;
    INSERT INTO efectivos AS known
        (id, display_name, rank, unit, specialties, skills, jurisdiction, contact, devices, availability, version)
    VALUES (efectivo, coalesce(profile ->> 'displayName', ''), coalesce(profile ->> 'rank', ''), coalesce(profile ->> 'unit', ''), gad_texts(profile -> 'specialties'),
        gad_texts(profile -> 'skills'), coalesce(profile ->> 'jurisdiction', ''), coalesce(profile ->> 'contact', ''), gad_texts(profile -> 'devices'),
        (state ->> 'availability')::smallint, state_version)
    ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name, rank = excluded.rank, unit = excluded.unit,
        specialties = excluded.specialties, skills = excluded.skills, jurisdiction = excluded.jurisdiction, contact = excluded.contact,
        devices = excluded.devices, availability = excluded.availability, version = excluded.version, updated_at = now();
END
$body$;
