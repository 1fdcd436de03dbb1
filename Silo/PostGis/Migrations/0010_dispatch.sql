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

-- Takes what osm2pgrouting made in a schema of its own as the road graph, all of it or nothing. Pieces with less than a hundredth of the nodes are left
-- out: at the edge of an extract streets are cut off, and a position that snaps to one of them would have no way anywhere.
CREATE FUNCTION gad_adopt_roads(from_schema text) RETURNS bigint LANGUAGE plpgsql AS $body$
DECLARE
    taken bigint;
BEGIN
    LOCK TABLE road_nodes, road_edges IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM road_edges;
    DELETE FROM road_nodes;
    EXECUTE format($query$
        INSERT INTO road_nodes (id, position)
        WITH pieces AS (SELECT node, component, count(*) OVER (PARTITION BY component) AS size, count(*) OVER () AS total
            FROM pgr_connectedComponents('SELECT gid AS id, source, target, 1 AS cost, 1 AS reverse_cost FROM %1$I.ways WHERE length_m > 0'))
        SELECT v.id, v.the_geom FROM %1$I.ways_vertices_pgr v JOIN pieces ON pieces.node = v.id WHERE pieces.size * 100 >= pieces.total
        $query$, from_schema);
    EXECUTE format($query$
        INSERT INTO road_edges (id, source, target, length_m, speed_mps, oneway, name, geom)
        SELECT gid, source, target, length_m, coalesce(nullif(maxspeed_forward, 0), 30) / 3.6,
            CASE WHEN cost_s < 0 THEN -1 WHEN reverse_cost_s < 0 THEN 1 ELSE 0 END, coalesce(name, ''), the_geom
        FROM %1$I.ways WHERE length_m > 0 AND source IN (SELECT id FROM road_nodes) AND (cost_s >= 0 OR reverse_cost_s >= 0)
        $query$, from_schema);
    GET DIAGNOSTICS taken = ROW_COUNT;
    IF taken = 0 THEN
        RAISE EXCEPTION 'no road in schema %', from_schema USING ERRCODE = 'no_data_found', HINT = 'An extract needs ways with a highway tag and their nodes.';
    END IF;
    RETURN taken;
END
$body$;

-- Travel of trips that share a class: seconds and metres along the quickest way, ends included. A trip that is not in the answer starts or ends further than
-- snap_max_m from any road; one with null seconds has no way. The ways are sought from where they lead to, on the graph turned round: an operation
-- has many candidates, so that is one search for all of them.
--   factor: of the road's speed, for a class that is faster than others; cap_mps: what a slow class makes at most.
CREATE FUNCTION gad_road_travel(
    from_lon double precision[], from_lat double precision[], to_lon double precision[], to_lat double precision[],
    factor double precision, cap_mps double precision, snap_max_m double precision)
RETURNS TABLE (trip integer, seconds double precision, metres double precision) LANGUAGE plpgsql STABLE AS $body$
DECLARE
    trips      integer[];
    starts     bigint[];
    ends       bigint[];
    off_road_m double precision[];
    box        geometry;
BEGIN
    WITH asked AS (
        SELECT ordinality::integer AS place, ST_SetSRID(ST_MakePoint(a, b), 4326) AS start, ST_SetSRID(ST_MakePoint(c, d), 4326) AS finish
        FROM unnest(from_lon, from_lat, to_lon, to_lat) WITH ORDINALITY AS points (a, b, c, d, ordinality)
    ), nodes AS (
        -- Each point once: the places that trips lead to are few.
        SELECT point, near.id, near.m FROM (SELECT start AS point FROM asked UNION SELECT finish FROM asked) AS points
        CROSS JOIN LATERAL (
            SELECT n.id, ST_Distance(n.position::geography, point::geography, false) AS m FROM road_nodes n ORDER BY n.position <-> point LIMIT 1) AS near
        WHERE near.m <= snap_max_m
    ), snapped AS (
        SELECT place, s.id AS start_node, f.id AS finish_node, s.m + f.m AS m FROM asked
        JOIN nodes s ON s.point = asked.start JOIN nodes f ON f.point = asked.finish
    )
    SELECT array_agg(place ORDER BY place), array_agg(start_node ORDER BY place), array_agg(finish_node ORDER BY place), array_agg(m ORDER BY place)
    INTO trips, starts, ends, off_road_m FROM snapped;
    IF trips IS NULL THEN
        RETURN;
    END IF;
    -- A way may swing out: the box of the points, larger by a fifth and 2 km.
    SELECT ST_Expand(e, greatest(ST_XMax(e) - ST_XMin(e), ST_YMax(e) - ST_YMin(e)) * 0.2 + 0.02) INTO box
    FROM (SELECT ST_Extent(position)::geometry AS e FROM road_nodes WHERE id = ANY (starts || ends)) AS around;
    RETURN QUERY
    WITH ways AS MATERIALIZED (
        SELECT path.start_vid, path.end_vid, sum(path.cost) AS s, sum(edge.length_m) AS m
        FROM pgr_dijkstra(
            format($edges$
                SELECT id, target AS source, source AS target,
                    CASE WHEN oneway < 0 THEN -1 ELSE length_m / least(speed_mps * %1$s, %2$s) END AS cost,
                    CASE WHEN oneway > 0 THEN -1 ELSE length_m / least(speed_mps * %1$s, %2$s) END AS reverse_cost
                FROM road_edges WHERE geom && %3$L::geometry
                $edges$, factor, cap_mps, box),
            format('SELECT DISTINCT f AS source, s AS target FROM unnest(%1$L::bigint[], %2$L::bigint[]) AS pairs (f, s) WHERE f <> s', ends, starts)) AS path
        LEFT JOIN road_edges edge ON edge.id = path.edge
        GROUP BY path.start_vid, path.end_vid
    )
    SELECT asked.place,
        CASE WHEN asked.f = asked.s THEN 0 ELSE ways.s END + asked.off / least(5.0, cap_mps),
        CASE WHEN asked.f = asked.s THEN 0 ELSE ways.m END + asked.off
    FROM unnest(trips, ends, starts, off_road_m) AS asked (place, f, s, off)
    LEFT JOIN ways ON ways.start_vid = asked.f AND ways.end_vid = asked.s;
END
$body$;

COMMENT ON FUNCTION gad_road_travel IS 'Needs the extension pgrouting. Off the road (to and from the nearest node) at 5 m/s or the cap.';
