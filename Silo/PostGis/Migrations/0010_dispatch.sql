-- Dispatch: what was recommended, which assignments followed it, the nearest by name, and a road graph where an installation loads one.
CREATE TABLE recommendations (
    at           timestamptz NOT NULL,
    kind         smallint NOT NULL,
    id           text PRIMARY KEY,
    operation_id text NOT NULL,
    actor        text NOT NULL,
    document     jsonb NOT NULL
);

CREATE INDEX recommendations_operation ON recommendations (operation_id, at DESC, id DESC) WHERE operation_id <> '';
CREATE INDEX recommendations_at ON recommendations USING brin (at);
COMMENT ON COLUMN recommendations.kind IS '1 for one operation, 2 a joint plan';
COMMENT ON COLUMN recommendations.document IS 'As it was said: chosen, next, excluded, and what would have changed it.';

-- Written with the operation's document, in its transaction.
CREATE TABLE assignment_recommendations (
    at                timestamptz NOT NULL,
    assignment_id     text PRIMARY KEY,
    recommendation_id text NOT NULL,
    operation_id      text NOT NULL,
    efectivo_id       text NOT NULL
);

CREATE INDEX assignment_recommendations_recommendation ON assignment_recommendations (recommendation_id);
COMMENT ON TABLE assignment_recommendations IS 'Which recommendation an assignment followed. No foreign key: a recommendation that could not be stored may be followed all the same.';

CREATE FUNCTION gad_recommendation_followed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO assignment_recommendations (at, assignment_id, recommendation_id, operation_id, efectivo_id)
    SELECT (bond ->> 'at')::timestamptz, bond ->> 'assignmentId', bond ->> 'recommendation', NEW.key, efectivo
    FROM jsonb_each(coalesce(NEW.document -> 'bonds', '{}')) AS bonds (efectivo, bond)
    WHERE bond ->> 'recommendation' <> ''
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$body$;

CREATE TRIGGER recommendation_followed AFTER INSERT OR UPDATE ON grain_states
FOR EACH ROW WHEN (NEW.state_name = 'operation' AND NEW.document @? '$.bonds.*.recommendation ? (@ <> "")')
EXECUTE FUNCTION gad_recommendation_followed();

-- The nearest who could be sent: available, nobody's, seen within max_age. The filter finds, the index orders, the distance is reckoned last, of those
-- returned. On the sphere, as everywhere. As last_positions it is a few seconds behind.
CREATE FUNCTION find_nearest_efectivo(
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
            JOIN efectivos e ON e.id = p.efectivo_id
            WHERE ST_DWithin(p.position, question.here, max_distance_m, false)
                AND p.device_time > now() - max_age
                AND e.availability = 1
                AND (wanted_skill = '' OR e.skills @> ARRAY[wanted_skill])
                AND NOT EXISTS (SELECT 1 FROM operation_people held WHERE held.efectivo_id = p.efectivo_id AND held.step <= 5)
            ORDER BY p.position <-> question.here
            LIMIT n
        ) AS last
    ) AS found
    ORDER BY 2, 1
$body$;

COMMENT ON FUNCTION find_nearest_efectivo IS 'Who could be sent, nearest first: available, held by no operation, seen within max_age. Metres on the sphere.';

-- The road graph, empty until an installation loads one (./gad roads).
CREATE TABLE road_nodes (
    id       bigint PRIMARY KEY,
    position geometry(Point, 4326) NOT NULL
);

CREATE INDEX road_nodes_position ON road_nodes USING gist (position);

CREATE TABLE road_edges (
    id        bigint PRIMARY KEY,
    source    bigint NOT NULL,
    target    bigint NOT NULL,
    length_m  double precision NOT NULL CHECK (length_m >= 0),
    speed_mps double precision NOT NULL CHECK (speed_mps > 0),
    oneway    smallint NOT NULL,
    name      text NOT NULL,
    geom      geometry(LineString, 4326) NOT NULL
);

CREATE INDEX road_edges_geom ON road_edges USING gist (geom);
COMMENT ON COLUMN road_edges.oneway IS '0 both ways, 1 from source to target only, -1 from target to source only';
