-- The k nearest of all last positions. $1 longitude, $2 latitude, $3 k
SELECT efectivo_id, device_time, ST_Distance(position, place, false) AS distance_m
FROM last_positions, (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography AS place) AS asked
ORDER BY position <-> place LIMIT $3
