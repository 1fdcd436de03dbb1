-- What is done to look after the database, and which days are in the archive.
CREATE TABLE upkeep_runs (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task       text NOT NULL,
    silo       text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at   timestamptz,
    outcome    text NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'done', 'failed', 'stopped', 'lost')),
    said       text NOT NULL DEFAULT ''
);
CREATE INDEX upkeep_runs_task ON upkeep_runs (task, started_at);
COMMENT ON TABLE upkeep_runs IS 'Each run of a task of upkeep. Rows are kept for a year.';
COMMENT ON COLUMN upkeep_runs.outcome IS 'running; done; failed; stopped: the window closed or the silo stopped; lost: its leader died in it';
COMMENT ON COLUMN upkeep_runs.said IS 'What was done, or what went wrong.';

CREATE TABLE archives (
    leaf         text NOT NULL,
    part         integer NOT NULL,
    parent       text NOT NULL,
    range_from   timestamptz NOT NULL,
    range_to     timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('detached', 'exported', 'archived', 'online')),
    row_count    bigint,
    detached_at  timestamptz NOT NULL DEFAULT now(),
    archived_at  timestamptz,
    online_until timestamptz,
    PRIMARY KEY (leaf, part)
);
COMMENT ON TABLE archives IS 'Partitions that were taken out, and how far each is. The files and their manifests are in the archive directory.';
COMMENT ON COLUMN archives.part IS 'Counts up when late rows made the same partition anew, or a restored one was archived again.';
COMMENT ON COLUMN archives.state IS 'detached: its rows are in table archiving_<leaf>; exported: there and in a file; archived: in the file alone; online: restored';
COMMENT ON COLUMN archives.online_until IS 'A restored partition is not archived again before.';
