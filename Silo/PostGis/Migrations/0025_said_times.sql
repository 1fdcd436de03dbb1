-- A step never stands before the one it follows. What its device said instead is kept beside it.
ALTER TABLE command_steps ADD COLUMN said_at timestamptz;

COMMENT ON COLUMN command_steps.said_at IS 'When it happened in the words of who says so, where that cannot be: in the future, or before the step it follows.';
COMMENT ON COLUMN command_steps.step IS '2 enqueued, 3 sent, 4 delivered, 5 seen, 6 accepted, 7 refused, 8 en route, 9 on scene, 10 done, 11 expired, 12 escalated, 13 withdrawn, 14 unable; 1 issued is the delivery itself';
