-- Operations that are not closed, by their point, nearest first. $1 longitude, $2 latitude, $3 metres, included, $4 limit
SELECT id, ST_Distance(point, place, false) AS distance_m
FROM operations, (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography AS place) AS asked
WHERE ST_DWithin(point, place, $3, false) AND status <= 3
ORDER BY point <-> place LIMIT $4
