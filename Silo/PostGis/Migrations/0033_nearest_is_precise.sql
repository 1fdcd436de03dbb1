-- A fix worse than 100 m is kept and shown, but nobody is sent by it: as 0017, without those whose place is only roughly known.
CREATE OR REPLACE FUNCTION find_nearest_efectivo(
    latitude double precision, longitude double precision, n integer DEFAULT 10, max_distance_m double precision DEFAULT 10000,
    wanted_skill text DEFAULT '', max_age interval DEFAULT '15 minutes')
RETURNS TABLE (efectivo_id text, distance_m double precision, device_time timestamptz, accuracy_m real, place geography)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 AS $body$
    SELECT found.efectivo_id, ST_Distance(found.position, found.here, false), found.device_time, found.accuracy_m, found.position
    FROM (
        SELECT last.efectivo_id, last.position, last.device_time, last.accuracy_m, question.here
        FROM (SELECT ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography AS here) AS question
        CROSS JOIN LATERAL (
            SELECT p.efectivo_id, p.position, p.device_time, p.accuracy_m
            FROM last_positions p
            WHERE p.availability = 1
                AND ST_DWithin(p.position, question.here, max_distance_m, false)
                AND p.device_time > now() - max_age
                AND coalesce(p.accuracy_m, 0) <= 100
                AND (wanted_skill = '' OR EXISTS (SELECT 1 FROM efectivos e WHERE e.id = p.efectivo_id AND e.skills @> ARRAY[wanted_skill]))
                AND NOT EXISTS (SELECT 1 FROM operation_people held WHERE held.efectivo_id = p.efectivo_id AND held.step <= 5)
            ORDER BY p.position <-> question.here
            LIMIT n
        ) AS last
    ) AS found
    ORDER BY 2, 1
$body$;

COMMENT ON FUNCTION find_nearest_efectivo IS 'Who could be sent, nearest first: available, held by no operation, seen within max_age, to 100 m or better. Metres on the sphere.';
