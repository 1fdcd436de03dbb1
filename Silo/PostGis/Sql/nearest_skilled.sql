-- The k nearest who are available and have a skill. $1 longitude, $2 latitude, $3 k, $4 skill
SELECT efectivo_id, device_time, ST_Distance(position, place, false) AS distance_m
FROM last_positions, (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography AS place) AS asked
WHERE availability = 1 AND skill_codes @> ARRAY[gad_skill_code($4)] AND skills @> ARRAY[$4]
ORDER BY position <-> place LIMIT $3
