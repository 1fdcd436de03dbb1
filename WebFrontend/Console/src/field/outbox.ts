import type { LadderStep, Place } from "../board/model";
import type { Kept } from "./kept";

/** A step that the centre has not confirmed yet. */
export interface PendingAck {
  commandId: string;
  step: LadderStep;
  /** ISO 8601 UTC: when the person did it, not when it is sent. */
  at: string;
  reason: string;
  position: Place | null;
}

/** Said again after so long without a result, ms. */
export const REPEAT_MS = 4_000;

/** Steps that wait here until the centre confirms each: over a drop, a reload, and a dead gateway. */
export class Outbox {
  /** When each was last sent (performance clock, ms), by its key; of this session only. */
  private readonly sent = new Map<string, number>();

  constructor(private readonly store: Kept<PendingAck[]>) {}

  get waiting(): readonly PendingAck[] {
    return this.store.read();
  }

  /** The same step of the same command is said once. */
  add(ack: PendingAck): void {
    if (!this.waiting.some((w) => keyOf(w) === keyOf(ack))) this.store.write([...this.waiting, ack]);
  }

  /** The steps to send now, in the order in which they happened. After an acceptance no step of that command is sent before it is confirmed. */
  due(now: number): PendingAck[] {
    const answering = new Set<string>();
    const due: PendingAck[] = [];
    for (const ack of this.waiting) {
      const isAnswer = ack.step !== "Delivered" && ack.step !== "Seen";
      if (isAnswer && answering.has(ack.commandId)) continue;
      if (isAnswer) answering.add(ack.commandId);
      if (now - (this.sent.get(keyOf(ack)) ?? Number.NEGATIVE_INFINITY) >= REPEAT_MS) due.push(ack);
    }
    return due;
  }

  markSent(ack: PendingAck, now: number): void {
    this.sent.set(keyOf(ack), now);
  }

  /** The centre has it, or will never take it. */
  confirm(commandId: string, step: LadderStep): void {
    this.sent.delete(keyOf({ commandId, step }));
    this.store.write(this.waiting.filter((w) => w.commandId !== commandId || w.step !== step));
  }

  /** Nothing more to say of it: its recipient need not answer. */
  drop(commandId: string): void {
    this.store.write(this.waiting.filter((w) => w.commandId !== commandId));
  }

  isWaiting = (commandId: string): boolean =>
    this.waiting.some((w) => w.commandId === commandId && w.step !== "Delivered" && w.step !== "Seen");

  /** A new session knows nothing of what the last one sent. */
  beginSession(): void {
    this.sent.clear();
  }
}

const keyOf = (ack: { commandId: string; step: LadderStep }): string => `${ack.commandId} ${ack.step}`;
