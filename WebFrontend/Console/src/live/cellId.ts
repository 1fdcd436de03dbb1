/** Where a cell lies in the Web Mercator square: x grows east, y grows south, both 0..1. */
export interface CellBox {
  level: number;
  west: number;
  north: number;
  size: number;
}

/** Reads a cell id: a 1 bit, then two bits (y, x) a level, coarsest first. */
export function cellBox(cell: bigint): CellBox {
  const bits = cell.toString(2).slice(1);
  const level = bits.length >> 1;
  let x = 0;
  let y = 0;
  for (let i = 0; i < level; i++) {
    y = y * 2 + (bits.charCodeAt(2 * i) & 1);
    x = x * 2 + (bits.charCodeAt(2 * i + 1) & 1);
  }
  const size = 2 ** -level;
  return { level, west: x * size, north: y * size, size };
}
