import { type Freshness, type FreshnessLimits, freshnessOf } from "../../live/freshness";
import { type Efectivo, hasPosition } from "../../live/sighting";
import { nearestCopy } from "../camera";

/** Bytes of one symbol: from and to (4 floats), when it moved, course, look (4 bytes). */
export const STRIDE = 28;

/** Values the symbols need of the moment they are written in. */
export interface Moment {
  /** Server clock, ms. */
  serverNow: number;
  limits: FreshnessLimits;
  selected: string | null;
  /** Coordinates are written relative to here, or 32-bit floats would shake at street level. */
  originX: number;
  originY: number;
}

/** The symbols' vertex buffer: lost ones first, so that they lie under stale ones, and these under live ones. */
export class Instances {
  private floats = new Float32Array(0);
  private bytes = new Uint8Array(0);
  count = 0;
  /** The latest glide on screen began then (performance clock, s). */
  lastMoved = Number.NEGATIVE_INFINITY;

  get used(): Uint8Array {
    return this.bytes.subarray(0, this.count * STRIDE);
  }

  write(efectivos: ReadonlyMap<string, Efectivo>, moment: Moment): void {
    this.reserve(efectivos.size);
    const layers: [Efectivo[], Efectivo[], Efectivo[]] = [[], [], []];
    let selected: Efectivo | null = null;
    for (const e of efectivos.values()) {
      if (!hasPosition(e)) continue;
      if (e.id === moment.selected) selected = e;
      else layers[freshness(e, moment)].push(e);
    }
    this.count = 0;
    this.lastMoved = Number.NEGATIVE_INFINITY;
    for (const fresh of [2, 1, 0] as const) for (const e of layers[fresh]) this.put(e, fresh, 0, moment);
    if (selected) this.put(selected, freshness(selected, moment), 1, moment);
  }

  private put(e: Efectivo, fresh: Freshness, selected: 0 | 1, moment: Moment): void {
    const f = (this.count * STRIDE) / 4;
    const shift = nearestCopy(e.x, moment.originX) - e.x - moment.originX;
    this.floats[f] = e.fromX + shift;
    this.floats[f + 1] = e.fromY - moment.originY;
    this.floats[f + 2] = e.x + shift;
    this.floats[f + 3] = e.y - moment.originY;
    this.floats[f + 4] = Number.isFinite(e.movedAt) ? e.movedAt / 1000 : -1e6;
    this.floats[f + 5] = e.courseDeg ?? -1;
    const b = this.count * STRIDE + 24;
    this.bytes[b] = e.availability;
    this.bytes[b + 1] = fresh;
    this.bytes[b + 2] = selected;
    this.count++;
    if (e.movedAt / 1000 > this.lastMoved) this.lastMoved = e.movedAt / 1000;
  }

  private reserve(wanted: number): void {
    if (this.bytes.length >= wanted * STRIDE) return;
    const buffer = new ArrayBuffer(Math.max(1024, Math.ceil(wanted * 1.5)) * STRIDE);
    this.floats = new Float32Array(buffer);
    this.bytes = new Uint8Array(buffer);
  }
}

const freshness = (e: Efectivo, m: Moment): Freshness => freshnessOf((m.serverNow - e.timeMs) / 1000, m.limits);
