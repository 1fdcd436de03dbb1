-- The record of changes of shifts and leaves is read from the newest back, over all: in the order of its pages.
CREATE INDEX duty_changes_at ON duty_changes (at, efectivo_id COLLATE "C", sequence);
