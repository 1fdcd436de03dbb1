import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { type LiveFrame, LiveFrameSchema } from "../src/generated/gad/v1/live_pb";

/** 2024-02-19T15:00:00Z. */
export const TICK = 1_708_354_800_000;
export const WARSAW_CELL = cellId(12, 2286, 1348);
export const NEXT_CELL = cellId(12, 2287, 1348);

export function cellId(level: number, x: number, y: number): bigint {
  let id = 1n;
  for (let bit = level - 1; bit >= 0; bit--) id = (id << 2n) | BigInt((((y >> bit) & 1) << 1) | ((x >> bit) & 1));
  return id;
}

export const frame = (init: MessageInitShape<typeof LiveFrameSchema>, tickMs = TICK): LiveFrame =>
  create(LiveFrameSchema, { tick: timestampFromMs(tickMs), ...init });

/** A frame of the same second as the one before. */
export const untimed = (init: MessageInitShape<typeof LiveFrameSchema>): LiveFrame => create(LiveFrameSchema, init);

/** A row as it travels. */
export const row = (slot: number, x: number, y: number, ageS: number, course?: number, speed?: number): number[] => [
  slot,
  x,
  y,
  (((ageS << 1) ^ (ageS >> 31)) << 2) | (course === undefined ? 0 : 2) | (speed === undefined ? 0 : 1),
  ...(course === undefined ? [] : [course]),
  ...(speed === undefined ? [] : [speed]),
];

export const member = (slot: number, efectivoId: string, availability = 1) => ({
  slot,
  efectivoId,
  availability,
  displayName: `Name of ${efectivoId}`,
  unit: "North",
});
