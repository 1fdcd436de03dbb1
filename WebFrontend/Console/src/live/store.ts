import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { CellFrame, LiveFrame } from "../generated/gad/v1/live_pb";
import { type CellBox, cellBox } from "./cellId";
import { Counts } from "./counts";
import { Followed } from "./followed";
import { Roster } from "./roster";
import { readRow } from "./row";
import { type Efectivo, hasPosition, type Sighting, unplaced } from "./sighting";

/** How long an efectivo that left its cell stays on screen, ms: its next cell reports it within a tick or two. */
const LEFT_GRACE_MS = 2_000;
/** The same for a cell that is no longer subscribed: until the counts (or the finer cells) of the new zoom are there. */
const CLOSED_GRACE_MS = 700;

/** Frames of a cell are numbered 1 to this, and 1 again. */
const SEQUENCE_MAX = 127;

interface Cell {
  box: CellBox;
  sequence: number;
  generation: number;
  slots: Map<number, Sighting>;
}

/** Everything received over the live link, and nothing else: the one source of the map. */
export class LiveStore {
  private readonly cells = new Map<bigint, Cell>();
  private readonly roster = new Roster();
  private readonly followed = new Followed(this.roster);
  readonly counts = new Counts();
  private generation = 0;
  private stamp = 0;
  /** The last tick received in this session, ms; frames of the same second leave it out. */
  private tickMs: number | null = null;
  /** Grows with every change that can be seen. */
  revision = 0;
  /** Deltas that could not be applied: a sequence was skipped, or a slot is unknown. The link starts afresh when it grows. */
  gaps = 0;
  /** Called with the device time in ms of every move that is news (not of snapshots). */
  onMove: (deviceTimeMs: number) => void = () => {};

  get efectivos(): ReadonlyMap<string, Efectivo> {
    return this.roster.efectivos;
  }

  /** Applies one frame; `now` is the performance clock, ms. */
  apply(frame: LiveFrame, now: number): void {
    if (frame.tick) this.tickMs = timestampMs(frame.tick);
    if (this.tickMs === null) this.gaps++;
    const tickMs = this.tickMs ?? Date.now();
    for (const cell of frame.cells) this.applyCell(cell, tickMs, now);
    for (const count of frame.counts) this.counts.set(count, this.generation);
    for (const state of frame.followed) this.followed.apply(state, ++this.stamp, now, this.onMove);
    for (const cell of frame.closed) this.close(cell, now, CLOSED_GRACE_MS);
    this.revision++;
  }

  /** Keeps the follow list and forgets what was only known by it. */
  follow(ids: readonly string[], now: number): void {
    this.followed.keep(ids, now, CLOSED_GRACE_MS);
    this.revision++;
  }

  /** A new session begins: everything on screen stays until its cell is reported again. */
  beginSession(): void {
    this.generation++;
    this.tickMs = null;
  }

  /** Ends what the new session did not report again. */
  endUnconfirmed(now: number): void {
    for (const [id, cell] of this.cells) if (cell.generation !== this.generation) this.close(id, now, 0);
    this.counts.dropOlderThan(this.generation);
    this.revision++;
  }

  /** Removes those whose grace is over. */
  sweep(now: number): void {
    if (this.roster.sweep(now)) this.revision++;
    if (this.counts.sweep(now)) this.revision++;
  }

  private applyCell(frame: CellFrame, tickMs: number, now: number): void {
    const cell = this.cellFor(frame);
    if (!cell) return;
    const before = frame.snapshot ? new Map([...cell.slots.values()].map((s) => [s.efectivoId, s])) : null;
    if (before) cell.slots = new Map();
    for (const slot of frame.left) this.free(cell, slot, now);
    this.applyMembers(frame, cell, before, now);
    this.applyRows(frame, cell, tickMs, now);
    if (before) for (const gone of before.values()) this.roster.retire(gone, now, LEFT_GRACE_MS);
  }

  private cellFor(frame: CellFrame): Cell | null {
    let cell = this.cells.get(frame.cell);
    if (!cell) {
      if (!frame.snapshot) {
        this.gaps++;
        return null;
      }
      cell = { box: cellBox(frame.cell), sequence: 0, generation: this.generation, slots: new Map() };
      this.cells.set(frame.cell, cell);
    }
    if (!frame.snapshot && frame.sequence !== (cell.sequence % SEQUENCE_MAX) + 1) this.gaps++;
    if (frame.snapshot) cell.generation = this.generation;
    cell.sequence = frame.sequence;
    return cell;
  }

  /** `before` holds who was here before a snapshot, by id; whom the snapshot names is taken out of it. */
  private applyMembers(frame: CellFrame, cell: Cell, before: Map<string, Sighting> | null, now: number): void {
    for (const member of frame.members) {
      let sighting = before ? before.get(member.efectivoId) : cell.slots.get(member.slot);
      before?.delete(member.efectivoId);
      if (sighting && sighting.efectivoId !== member.efectivoId) {
        this.roster.retire(sighting, now, LEFT_GRACE_MS);
        sighting = undefined;
      }
      sighting ??= unplaced(member.efectivoId);
      sighting.name = member.displayName;
      sighting.unit = member.unit;
      sighting.availability = member.availability;
      sighting.stamp = ++this.stamp;
      cell.slots.set(member.slot, sighting);
      if (hasPosition(sighting)) this.roster.settle(sighting, now);
    }
  }

  private applyRows(frame: CellFrame, cell: Cell, tickMs: number, now: number): void {
    const coarse = coarseOf(frame);
    for (let at = 0; at < frame.rows.length; ) {
      const row = readRow(frame.rows, at, cell.box);
      if (!row) {
        this.gaps++;
        return;
      }
      at = row.next;
      const sighting = cell.slots.get(row.slot);
      if (!sighting) {
        this.gaps++;
        continue;
      }
      sighting.x = row.x;
      sighting.y = row.y;
      sighting.timeMs = tickMs - row.ageS * 1000;
      sighting.courseDeg = row.courseDeg;
      sighting.speedMps = row.speedMps;
      sighting.accuracyM = coarse?.get(row.slot) ?? null;
      sighting.stamp = ++this.stamp;
      this.roster.settle(sighting, now);
      if (!frame.snapshot) this.onMove(sighting.timeMs);
    }
  }

  private free(cell: Cell, slot: number, now: number): void {
    const sighting = cell.slots.get(slot);
    if (!sighting) return;
    cell.slots.delete(slot);
    this.roster.retire(sighting, now, LEFT_GRACE_MS);
  }

  private close(id: bigint, now: number, graceMs: number): void {
    this.counts.close(id, now + graceMs);
    const cell = this.cells.get(id);
    if (!cell) return;
    this.cells.delete(id);
    for (const sighting of cell.slots.values()) this.roster.retire(sighting, now, graceMs);
  }
}

/** Accuracy in metres of the frame's rows whose place is only roughly known, by slot; null: all are precise, as nearly always. */
function coarseOf(frame: CellFrame): Map<number, number> | null {
  if (frame.coarse.length === 0) return null;
  const found = new Map<number, number>();
  for (let at = 0; at + 1 < frame.coarse.length; at += 2) found.set(frame.coarse[at]!, frame.coarse[at + 1]!);
  return found;
}
