import type { CountFrame } from "../generated/gad/v1/live_pb";
import { type CellBox, cellBox } from "./cellId";
import { xOfLongitude, yOfLatitude } from "./mercator";

/** How many efectivos a coarse cell holds, by availability (Available, OnTask, OffDuty, Unavailable), and where they are on average. */
export interface Count {
  cell: bigint;
  box: CellBox;
  total: number;
  byAvailability: readonly number[];
  /** Web Mercator, 0..1. */
  x: number;
  y: number;
  generation: number;
  /** Performance clock, ms, when it goes; null while it is subscribed. */
  goneAt: number | null;
}

/** The counts on screen, by coarse cell. */
export class Counts {
  private readonly byCell = new Map<bigint, Count>();

  values(): IterableIterator<Count> {
    return this.byCell.values();
  }

  get size(): number {
    return this.byCell.size;
  }

  set(frame: CountFrame, generation: number): void {
    const total = frame.byAvailability.reduce((sum, n) => sum + n, 0);
    if (total === 0) {
      this.byCell.delete(frame.cell);
      return;
    }
    this.byCell.set(frame.cell, {
      cell: frame.cell,
      box: cellBox(frame.cell),
      total,
      byAvailability: frame.byAvailability,
      x: xOfLongitude(frame.longitude),
      y: yOfLatitude(frame.latitude),
      generation,
      goneAt: null,
    });
  }

  close(cell: bigint, goneAt: number): void {
    const count = this.byCell.get(cell);
    if (count) count.goneAt = goneAt;
  }

  dropOlderThan(generation: number): void {
    for (const [cell, count] of this.byCell) if (count.generation < generation) this.byCell.delete(cell);
  }

  /** Removes those whose time is over; true if any. */
  sweep(now: number): boolean {
    let any = false;
    for (const [cell, count] of this.byCell) {
      if (count.goneAt === null || count.goneAt > now) continue;
      this.byCell.delete(cell);
      any = true;
    }
    return any;
  }
}
