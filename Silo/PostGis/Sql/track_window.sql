-- Positions of one efectivo in a time window, oldest first. $1 efectivo, $2 from, $3 to (excluded), $4 limit
SELECT {columns} FROM position_reports stored
WHERE efectivo_id = $1 AND device_time >= $2 AND device_time < $3 ORDER BY device_time LIMIT $4
