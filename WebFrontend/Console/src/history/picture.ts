import { isClosed } from "../board/model";
import { numberOf } from "../live/availability";
import type { FreshnessLimits } from "../live/freshness";
import { xOfLongitude, yOfLatitude } from "../live/mercator";
import type { Efectivo } from "../live/sighting";
import { drawnAt } from "../map/glide";
import type { Changes, PastFence, PastOperation, PastStanding, Snapshot } from "./model";

/** A jump farther than this part of the world's width is drawn as a jump, as live. */
const GLIDE_MAX = 4e-5;

/** The picture of the past at one instant, moved on by what changed after it. The map draws it as it draws the present. */
export class Picture {
  readonly efectivos = new Map<string, Efectivo>();
  readonly operations = new Map<string, PastOperation>();
  readonly fences = new Map<string, PastFence>();
  readonly limits: FreshnessLimits;
  /** Grows when a fence came, went or changed. */
  fenceRevision = 0;
  /** The instant that is shown, ms since 1970. */
  atMs: number;

  constructor(snapshot: Snapshot) {
    this.atMs = Date.parse(snapshot.at);
    this.limits = { staleAfterS: snapshot.staleAfterS, lostAfterS: snapshot.lostAfterS };
    for (const e of snapshot.efectivos) {
      const shown = standing(e.efectivoId, e);
      const p = e.position;
      place(shown, p.latitude, p.longitude, Date.parse(p.deviceTime), Number.NEGATIVE_INFINITY);
      Object.assign(shown, { speedMps: p.speedMps, courseDeg: p.courseDeg, accuracyM: p.accuracyM, battery: p.battery });
      this.efectivos.set(e.efectivoId, shown);
    }
    for (const o of snapshot.operations) this.operations.set(o.operationId, o);
    for (const f of snapshot.fences) this.fences.set(f.fenceId, f);
  }

  /** Applies what became due by `untilMs`; `applied` counts what was applied of each list before. `now`: performance clock. */
  advance(changes: Changes, applied: Applied, untilMs: number, now: number): void {
    const from = Date.parse(changes.from);
    const due = untilMs - from;
    const { rows } = changes.moves;
    // Who turns and moves in the same chunk: each list by itself is in order, and each says all of what it is about.
    while (applied.moves < rows.length && rows[applied.moves]![0]! <= due) this.move(changes, rows[applied.moves++]!, from, now);
    for (; applied.turns < changes.turns.length && changes.turns[applied.turns]!.atMs <= due; applied.turns++) {
      const turn = changes.turns[applied.turns]!;
      const id = changes.efectivos[turn.efectivo]!.efectivoId;
      applied.standings.set(id, turn);
      const shown = this.efectivos.get(id);
      if (shown) Object.assign(shown, words(turn));
    }
    for (; applied.operations < changes.operations.length && changes.operations[applied.operations]!.atMs <= due; applied.operations++) {
      const { operation } = changes.operations[applied.operations]!;
      if (isClosed(operation.status)) this.operations.delete(operation.operationId);
      else this.operations.set(operation.operationId, operation);
    }
    for (; applied.fences < changes.fences.length && changes.fences[applied.fences]!.atMs <= due; applied.fences++) {
      const { fenceId, fence } = changes.fences[applied.fences]!;
      if (fence) this.fences.set(fenceId, fence);
      else this.fences.delete(fenceId);
      this.fenceRevision++;
    }
    this.atMs = untilMs;

    // A move reported before the turn of the same instant stands as it did before the turn. The turn is applied after it in any case.
    for (const [id, turn] of applied.standings) {
      const shown = this.efectivos.get(id);
      if (shown) Object.assign(shown, words(turn));
    }
  }

  private move(changes: Changes, row: (number | null)[], from: number, now: number): void {
    const actor = changes.efectivos[row[1]!]!;
    const [, , latitude, longitude, deviceMs, speedMps, courseDeg, accuracyM, , battery] = row;
    if (latitude === null || latitude === undefined) {
      this.efectivos.delete(actor.efectivoId);
      return;
    }
    let shown = this.efectivos.get(actor.efectivoId);
    const known = shown !== undefined;
    if (!shown) this.efectivos.set(actor.efectivoId, (shown = standing(actor.efectivoId, actor)));
    place(shown, latitude, longitude!, from + deviceMs!, known ? now : Number.NEGATIVE_INFINITY);
    Object.assign(shown, {
      speedMps: speedMps ?? null,
      courseDeg: courseDeg ?? null,
      accuracyM: accuracyM ?? null,
      battery: battery ?? null,
    });
  }
}

/** How far a chunk of changes has been applied. */
export class Applied {
  moves = 0;
  turns = 0;
  operations = 0;
  fences = 0;
  /** How those stand who turned in this chunk. */
  readonly standings = new Map<string, PastStanding>();
}

const words = (s: PastStanding) => ({ name: s.displayName, unit: s.unit, availability: s.availability ? numberOf(s.availability) : 0 });

function standing(id: string, s: PastStanding): Efectivo {
  return {
    id,
    ...words(s),
    x: 0,
    y: 0,
    timeMs: Number.NEGATIVE_INFINITY,
    courseDeg: null,
    speedMps: null,
    accuracyM: null,
    battery: null,
    fromX: 0,
    fromY: 0,
    movedAt: Number.NEGATIVE_INFINITY,
    leavingAt: null,
    sightings: [],
  };
}

function place(e: Efectivo, latitude: number, longitude: number, timeMs: number, now: number): void {
  const [x, y] = [xOfLongitude(longitude), yOfLatitude(latitude)];
  // From where it is seen now: at 60× the next move comes before this one's glide is over.
  const from = drawnAt(e, now);
  const glides = Number.isFinite(now) && Math.abs(x - e.x) < GLIDE_MAX && Math.abs(y - e.y) < GLIDE_MAX;
  Object.assign(e, {
    fromX: glides ? from.x : x,
    fromY: glides ? from.y : y,
    movedAt: glides ? now : Number.NEGATIVE_INFINITY,
    x,
    y,
    timeMs,
  });
}
