import type { Place } from "../board/model";
import type { Kept } from "./kept";

/** One fix of this phone. */
export interface Fix {
  latitude: number;
  longitude: number;
  /** Device time, ms since 1970. */
  timeMs: number;
  accuracyM: number;
  speedMps: number | null;
  courseDeg: number | null;
  battery: number | null;
}

/** The protocol takes 500 reports a batch. */
export const BATCH_MAX = 200;
/** Two hours at the slowest pace, so that a tunnel or a dead zone loses nothing. */
const KEPT_MAX = 1_500;
const MOVING_EVERY_MS = 5_000;
const STANDING_EVERY_MS = 20_000;
/** Below this two fixes are the same place. */
const MOVED_M = 10;
/** A batch without an answer is sent again after, ms. */
const REPEAT_MS = 10_000;

/** Fixes waiting to be sent, oldest first; a batch leaves only when the centre says that it is durable. */
export class Trail {
  private flight: { id: bigint; count: number; sentAt: number } | null = null;

  constructor(private readonly store: Kept<Fix[]>) {}

  get waiting(): number {
    return this.store.read().length;
  }

  get last(): Fix | null {
    return this.latest;
  }

  private latest: Fix | null = null;
  private taken: Fix | null = null;

  /** Takes a fix unless it is nothing new: every 5 s in motion, every 20 s in one place. */
  add(fix: Fix): boolean {
    this.latest = fix;
    const before = this.taken;
    if (before) {
      const wait = distanceM(before, fix) >= MOVED_M ? MOVING_EVERY_MS : STANDING_EVERY_MS;
      if (fix.timeMs - before.timeMs < wait) return false;
    }
    this.taken = fix;
    this.store.write(thinned([...this.store.read(), fix], this.flight?.count ?? 0));
    return true;
  }

  /** The next batch, or the same one again when its answer is late; null when there is nothing to send now. */
  due(now: number, makeId: () => bigint): { id: bigint; fixes: Fix[] } | null {
    if (this.flight) {
      if (now - this.flight.sentAt < REPEAT_MS) return null;
      this.flight.sentAt = now;
    } else {
      const count = Math.min(BATCH_MAX, this.waiting);
      if (count === 0) return null;
      this.flight = { id: makeId(), count, sentAt: now };
    }
    return { id: this.flight.id, fixes: this.store.read().slice(0, this.flight.count) };
  }

  /** The batch is durable, or its reports were refused for good: both ways it is over. */
  confirm(id: bigint): void {
    if (this.flight?.id !== id) return;
    this.store.write(this.store.read().slice(this.flight.count));
    this.flight = null;
  }

  /** A new session: what was in flight is sent again, under the same id. */
  beginSession(): void {
    if (this.flight) this.flight.sentAt = Number.NEGATIVE_INFINITY;
  }
}

/** When there is no more room, every second one of those not in flight goes: a coarser trail rather than a cut one. */
function thinned(fixes: Fix[], inFlight: number): Fix[] {
  return fixes.length <= KEPT_MAX ? fixes : fixes.filter((_, i) => i < inFlight || i === fixes.length - 1 || i % 2 === 0);
}

export function distanceM(a: Place, b: Place): number {
  const metresPerDegree = 111_195;
  const north = (b.latitude - a.latitude) * metresPerDegree;
  const east = (b.longitude - a.longitude) * metresPerDegree * Math.cos((a.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}
