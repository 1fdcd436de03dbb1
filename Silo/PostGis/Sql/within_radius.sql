-- Who is within a radius of a point, nearest first. $1 longitude, $2 latitude, $3 metres, included, $4 limit
SELECT efectivo_id, device_time, ST_Distance(position, place, false) AS distance_m
FROM last_positions, (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography AS place) AS asked
WHERE ST_DWithin(position, place, $3, false)
ORDER BY position <-> place LIMIT $4
