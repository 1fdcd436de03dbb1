-- Who did not have a critical command in time is marked (12); that the next in line was told of it later is a step of its own.
COMMENT ON COLUMN command_steps.step IS '2 enqueued, 3 sent, 4 delivered, 5 seen, 6 accepted, 7 refused, 8 en route, 9 on scene, 10 done, 11 expired, 12 escalated, 13 withdrawn, 14 unable, 15 the next in line told of one marked before; 1 issued is the delivery itself';
