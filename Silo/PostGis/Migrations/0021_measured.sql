-- Coverage as an area, by jurisdiction; and the plans of the canonical queries, kept when they change.

-- Square kilometres of a cell of the slippy map, on the sphere of the live map: what lies between two meridians and two parallels.
CREATE FUNCTION gad_cell_km2(y integer, level integer) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $body$
    SELECT 6371.0088 ^ 2 * 2 * pi() / (1 << level) * (tanh(pi() * (1 - 2.0 * y / (1 << level))) - tanh(pi() * (1 - 2.0 * (y + 1) / (1 << level))))
$body$;

CREATE MATERIALIZED VIEW coverage_by_jurisdiction AS
SELECT date_trunc('hour', device_time, 'UTC') AS hour, coalesce(known.jurisdiction, '') AS jurisdiction,
    gad_cell_x(position, 14) AS x, gad_cell_y(position, 14) AS y, count(DISTINCT date_trunc('minute', device_time))::smallint AS minutes
FROM position_reports LEFT JOIN efectivos known ON known.id = efectivo_id
WHERE device_time >= date_trunc('hour', now(), 'UTC') - interval '7 days' AND device_time <= now() + interval '1 hour'
GROUP BY 1, 2, 3, 4 WITH NO DATA;

CREATE UNIQUE INDEX coverage_by_jurisdiction_key ON coverage_by_jurisdiction (jurisdiction, hour, x, y);
COMMENT ON MATERIALIZED VIEW coverage_by_jurisdiction IS 'As coverage_by_cell_hour, by the jurisdiction that an efectivo belongs to today: a position does not name one. Empty: none.';

CREATE TABLE plan_snapshots (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    taken_at timestamptz NOT NULL DEFAULT now(),
    query    text NOT NULL,
    shape    text NOT NULL,
    plan     text NOT NULL
);

CREATE INDEX plan_snapshots_query ON plan_snapshots (query, id DESC);
COMMENT ON TABLE plan_snapshots IS 'The plan of a canonical query for usual values, from then until the next one of that query.';
COMMENT ON COLUMN plan_snapshots.shape IS 'Digest of its steps without numbers, conditions and partitions'' days: another one is another plan.';
