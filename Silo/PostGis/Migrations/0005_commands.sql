-- The command ledger: commands, their recipients, and every step of each. Written in batches by the silos' ledgers alone. No foreign keys: one
-- statement writes a command with its deliveries, steps only follow a locked delivery, and the checks would cost as much as the rows.
CREATE TABLE commands (
    issued_at     timestamptz NOT NULL,
    answer_by     timestamptz NOT NULL,
    deadline      timestamptz NOT NULL,
    closed_at     timestamptz,
    class         smallint NOT NULL,
    kind          smallint NOT NULL,
    closed_how    smallint,
    command_id    text PRIMARY KEY,
    issuer        text NOT NULL,
    text          text NOT NULL,
    operation_id  text NOT NULL,
    assignment_id text NOT NULL,
    attachment    text NOT NULL,
    digest        text NOT NULL,
    closed_by     text,
    close_reason  text,
    point         geography(Point, 4326),
    area          geography(Polygon, 4326),
    issued_from   geography(Point, 4326),
    asked         jsonb NOT NULL,
    unknown       jsonb NOT NULL
);

CREATE INDEX commands_issued ON commands (issued_at, command_id);
CREATE INDEX commands_operation ON commands (operation_id, issued_at) WHERE operation_id <> '';
CREATE INDEX commands_open ON commands (command_id) WHERE closed_at IS NULL;

COMMENT ON COLUMN commands.class IS '1 critical, 2 operational, 3 routine';
COMMENT ON COLUMN commands.kind IS '1 order, 2 notice, 3 proposal';
COMMENT ON COLUMN commands.closed_how IS '1 settled, 2 waived, 3 withdrawn: a higher one replaces a lower one. Null while open.';
COMMENT ON COLUMN commands.asked IS 'Recipients as the issuer named them; whom that was is in command_deliveries.';
COMMENT ON COLUMN commands.unknown IS 'Entries that named nobody.';
COMMENT ON COLUMN commands.digest IS 'SHA-256 of the wish: a repeated one has the same.';

CREATE TABLE command_deliveries (
    added_at      timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    sends         integer NOT NULL DEFAULT 0,
    step          smallint NOT NULL DEFAULT 1,
    open          boolean NOT NULL DEFAULT true,
    escalated     boolean NOT NULL DEFAULT false,
    command_id    text NOT NULL,
    efectivo_id   text NOT NULL,
    escalated_for text NOT NULL DEFAULT '',
    PRIMARY KEY (command_id, efectivo_id)
) WITH (fillfactor = 75);

-- A step that leaves it open changes no index.
CREATE INDEX command_deliveries_open ON command_deliveries (efectivo_id) WHERE open;
CREATE INDEX command_deliveries_efectivo ON command_deliveries (efectivo_id, added_at);

COMMENT ON COLUMN command_deliveries.step IS 'The highest step reached, but for escalated (12), which is a mark of its own.';
COMMENT ON COLUMN command_deliveries.open IS 'Owes an answer, or of a notice to see it.';

CREATE TABLE command_steps (
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    step        smallint NOT NULL,
    command_id  text NOT NULL,
    efectivo_id text NOT NULL,
    actor       text NOT NULL,
    reason      text NOT NULL,
    position    geography(Point, 4326),
    PRIMARY KEY (command_id, efectivo_id, step)
);

-- The last word: accepted, refused and expired exclude each other, whoever writes.
CREATE UNIQUE INDEX command_steps_answer ON command_steps (command_id, efectivo_id) WHERE step IN (6, 7, 11);

COMMENT ON COLUMN command_steps.step IS '2 enqueued, 3 sent, 4 delivered, 5 seen, 6 accepted, 7 refused, 8 en route, 9 on scene, 10 done, 11 expired, 12 escalated, 13 withdrawn; 1 issued is the delivery itself';
COMMENT ON COLUMN command_steps.at IS 'By the clock of who says so, recorded_at by ours.';
COMMENT ON COLUMN command_steps.actor IS 'The efectivo, an operator who spoke for it, or system.';

CREATE FUNCTION gad_point(latitude double precision, longitude double precision) RETURNS geography LANGUAGE sql IMMUTABLE AS $body$
    SELECT CASE WHEN latitude IS NOT NULL THEN ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography END
$body$;

-- Whom an issuer means.
CREATE INDEX efectivos_unit ON efectivos (unit);
CREATE INDEX efectivos_rank ON efectivos (rank);
CREATE INDEX efectivos_jurisdiction ON efectivos (jurisdiction);
CREATE INDEX efectivos_specialties ON efectivos USING gin (specialties);
