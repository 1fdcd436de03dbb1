-- Reminders of grains, and the queries that Microsoft.Orleans.Reminders.AdoNet reads at a silo's start. In PostGIS, not in Redis: they must outlive its loss.
CREATE TABLE reminders (
    service_id text NOT NULL,
    grain_id   text NOT NULL,
    name       text NOT NULL,
    start_at   timestamptz NOT NULL,
    period_ms  bigint NOT NULL,
    grain_hash integer NOT NULL,
    version    integer NOT NULL,
    PRIMARY KEY (service_id, grain_id, name)
);

-- Each silo reads those of its part of the ring.
CREATE INDEX reminders_ring ON reminders (service_id, grain_hash);
COMMENT ON COLUMN reminders.grain_hash IS 'Orleans'' unsigned hash, its bits as a signed number: ranges are asked for in signed order.';

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', $query$
INSERT INTO reminders AS known (service_id, grain_id, name, start_at, period_ms, grain_hash, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (service_id, grain_id, name) DO UPDATE SET start_at = excluded.start_at, period_ms = excluded.period_ms,
    grain_hash = excluded.grain_hash, version = known.version + 1
RETURNING version AS Version
$query$),
('ReadReminderRowsKey', $query$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminders WHERE service_id = @ServiceId AND grain_id = @GrainId
$query$),
('ReadReminderRowKey', $query$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminders WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName
$query$),
('ReadRangeRows1Key', $query$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminders WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$query$),
('ReadRangeRows2Key', $query$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminders WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$query$),
('DeleteReminderRowKey', $query$
WITH gone AS (DELETE FROM reminders WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
SELECT count(*)::integer FROM gone
$query$),
('DeleteReminderRowsKey', $query$
DELETE FROM reminders WHERE service_id = @ServiceId
$query$);
