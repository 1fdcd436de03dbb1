-- What must not be deleted though its time is over: an inquiry, a lawsuit. Set and lifted by people who may write SQL here; the product only reads it.
CREATE TABLE retention_holds (
    kind       text NOT NULL CHECK (kind IN ('operation', 'command', 'efectivo')),
    key        text NOT NULL,
    reason     text NOT NULL CHECK (reason <> ''),
    ordered_by text NOT NULL CHECK (ordered_by <> ''),
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, key)
);

COMMENT ON TABLE retention_holds IS 'Kept until the row is removed. An efectivo: all that is about it, days of positions and files of the archive as a whole.';
