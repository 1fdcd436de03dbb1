const FRACTION = 16384;
const COURSE_KNOWN = 2;
const SPEED_KNOWN = 1;

/** One move as it travels: four to six numbers, read in place. */
export interface Row {
  slot: number;
  /** Web Mercator, 0..1. */
  x: number;
  y: number;
  /** Age of the fix before the tick, seconds; negative when the device's clock is ahead. */
  ageS: number;
  courseDeg: number | null;
  speedMps: number | null;
  /** Where the next row begins. */
  next: number;
}

/** The row that begins at `at`; null when the numbers end within it. */
export function readRow(rows: readonly number[], at: number, box: { west: number; north: number; size: number }): Row | null {
  if (at + 4 > rows.length) return null;
  const aged = rows[at + 3]!;
  const age = aged >>> 2;
  let next = at + 4;
  const course = aged & COURSE_KNOWN ? rows[next++] : null;
  const speed = aged & SPEED_KNOWN ? rows[next++] : null;
  if (course === undefined || speed === undefined) return null;
  return {
    slot: rows[at]!,
    x: box.west + (rows[at + 1]! / FRACTION) * box.size,
    y: box.north + (rows[at + 2]! / FRACTION) * box.size,
    ageS: (age >>> 1) ^ -(age & 1),
    courseDeg: course === null ? null : course * 3,
    speedMps: speed === null ? null : speed / 2,
    next,
  };
}
