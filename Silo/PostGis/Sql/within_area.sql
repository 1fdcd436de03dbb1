-- Who is inside an area or on its edge; edges are straight in longitude and latitude. $1 geometry (WKB, 4326), $2 limit
SELECT efectivo_id, device_time
FROM last_positions, (SELECT ST_SetSRID(ST_GeomFromWKB($1), 4326) AS area) AS asked
WHERE position && gad_search_box(area) AND ST_Covers(area, position::geometry)
ORDER BY efectivo_id LIMIT $2
