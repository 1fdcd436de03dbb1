-- The past of a fence: each time it was so, not each version. What is written again of one version, such as that its owner lets it watch again, opened the
-- row of that version anew and so told of the time before what is true only since.

ALTER TABLE fence_history DROP CONSTRAINT fence_history_pkey, ADD PRIMARY KEY (id, version, valid_from);
COMMENT ON TABLE fence_history IS 'Each version of each plan, from when to when it was so and whether it watched then; valid_to null: still. No two rows of a fence at a time.';

-- What was so until now, was so until then. What was so for no time at all never was.
CREATE FUNCTION gad_end_fence_history(fence text, moment timestamptz) RETURNS void LANGUAGE sql AS $body$
    DELETE FROM fence_history WHERE id = fence AND valid_to IS NULL AND valid_from >= moment;
    UPDATE fence_history SET valid_to = moment WHERE id = fence AND valid_to IS NULL;
$body$;

-- As 0008 has it, but for the last part.
CREATE OR REPLACE FUNCTION gad_project_fence(fence text, state jsonb) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    wish     jsonb := state -> 'plan';
    known    fences%ROWTYPE;
    outline  geometry;
    next     bigint;
BEGIN
    SELECT * INTO known FROM fences WHERE id = fence;
    UPDATE fence_revision SET value = value + 1 RETURNING value INTO next;
    IF jsonb_typeof(wish) IS DISTINCT FROM 'object' THEN
        IF known.id IS NOT NULL THEN
            DELETE FROM fences WHERE id = fence;
            PERFORM gad_end_fence_history(fence, (state ->> 'changedAt')::timestamptz);
            INSERT INTO fence_removals (id, revision) VALUES (fence, next) ON CONFLICT (id) DO UPDATE SET revision = excluded.revision;
            PERFORM pg_notify('gad_fences', next::text);
        END IF;
        RETURN;
    END IF;
    IF known.id IS NOT NULL AND known.plan = wish AND known.version = (state ->> 'version')::bigint AND known.active = (state ->> 'active')::boolean THEN
        -- Nothing that a map would show.
        UPDATE fences SET owes = (state ->> 'owes')::boolean WHERE id = fence;
        RETURN;
    END IF;
    outline := gad_fence_shape(wish -> 'shape');
    DELETE FROM fence_removals WHERE id = fence;
    INSERT INTO fences (id, name, kind, owner_kind, owner_id, shape, radius_m, cover, schedule, filter, watch, reaction, jurisdiction, notes, plan,
        active, owes, version, revision, changed_at, changed_by)
    VALUES (fence, wish ->> 'name', (wish -> 'shape' ->> 'kind')::smallint, (wish -> 'owner' ->> 'kind')::smallint, wish -> 'owner' ->> 'code',
        outline, (wish -> 'shape' ->> 'radiusM')::float8, gad_fence_cover(outline, (wish -> 'shape' ->> 'kind')::smallint, (wish -> 'shape' ->> 'radiusM')::float8),
        wish -> 'schedule', wish -> 'filter', wish -> 'watch', nullif(wish -> 'reaction', 'null'), wish ->> 'jurisdiction', wish ->> 'notes', wish,
        (state ->> 'active')::boolean, (state ->> 'owes')::boolean, (state ->> 'version')::bigint, next, (state ->> 'changedAt')::timestamptz, state ->> 'changedBy')
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, owner_kind = excluded.owner_kind, owner_id = excluded.owner_id,
        shape = excluded.shape, radius_m = excluded.radius_m, cover = excluded.cover, schedule = excluded.schedule, filter = excluded.filter,
        watch = excluded.watch, reaction = excluded.reaction, jurisdiction = excluded.jurisdiction, notes = excluded.notes, plan = excluded.plan,
        active = excluded.active, owes = excluded.owes, version = excluded.version, revision = excluded.revision, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by;
    IF known.id IS NULL OR known.plan -> 'shape' IS DISTINCT FROM wish -> 'shape' THEN
        DELETE FROM fence_parts WHERE fence_id = fence;
        INSERT INTO fence_parts (fence_id, part) SELECT fence, ST_Subdivide(cover, 64) FROM fences WHERE id = fence AND cover IS NOT NULL;
    END IF;
    PERFORM gad_end_fence_history(fence, (state ->> 'changedAt')::timestamptz);
    INSERT INTO fence_history (id, version, valid_from, active, document, shape, radius_m)
    SELECT fence, (state ->> 'version')::bigint,
        -- Clocks of two silos differ: what is so now began no earlier than what was so before it.
        greatest((state ->> 'changedAt')::timestamptz, (SELECT max(valid_to) FROM fence_history WHERE id = fence)),
        (state ->> 'active')::boolean, wish, outline, (wish -> 'shape' ->> 'radiusM')::float8;
    PERFORM pg_notify('gad_fences', next::text);
END
$body$;
