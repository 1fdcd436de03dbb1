/** Numbers of one move in CellFrame.rows. */
export const ROW_LENGTH = 6;
const FRACTION = 16384;

/** One move as it travels: six numbers, read in place. */
export interface Row {
  slot: number;
  /** Web Mercator, 0..1. */
  x: number;
  y: number;
  /** Age of the fix before the tick, seconds; negative when the device's clock is ahead. */
  ageS: number;
  courseDeg: number | null;
  speedMps: number | null;
}

export function readRow(rows: readonly number[], at: number, box: { west: number; north: number; size: number }): Row {
  const age = rows[at + 3]!;
  const course = rows[at + 4]!;
  const speed = rows[at + 5]!;
  return {
    slot: rows[at]!,
    x: box.west + (rows[at + 1]! / FRACTION) * box.size,
    y: box.north + (rows[at + 2]! / FRACTION) * box.size,
    ageS: (age >>> 1) ^ -(age & 1),
    courseDeg: course === 0 ? null : (course - 1) * 3,
    speedMps: speed === 0 ? null : (speed - 1) / 2,
  };
}
