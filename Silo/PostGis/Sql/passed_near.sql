-- Who passed within a radius of a point in a time window: first and last fix there, how near, how many. $1 longitude, $2 latitude, $3 metres,
-- $4 from, $5 to (excluded), $6 limit. OFFSET 0 keeps the window apart: with ST_DWithin beside it the planner takes the price of that for every row of
-- the pages that the BRIN index names, and reads the whole primary key instead.
SELECT efectivo_id, min(device_time) AS first_at, max(device_time) AS last_at, min(ST_Distance(position, place, false)) AS nearest_m, count(*)::integer AS fixes
FROM (SELECT efectivo_id, device_time, position FROM position_reports WHERE device_time >= $4 AND device_time < $5 OFFSET 0) AS in_window,
    (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography AS place) AS asked
WHERE ST_DWithin(position, place, $3, false)
GROUP BY efectivo_id ORDER BY nearest_m, efectivo_id LIMIT $6
