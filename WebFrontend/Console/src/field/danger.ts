import type { Place } from "../board/model";
import type { Kept } from "./kept";

/** `sending`: nobody knows yet. `raised`: the centre has it. `acknowledged`: a person has seen it. */
export type DangerStatus = "none" | "sending" | "raised" | "acknowledged" | "cancelled" | "refused";

export interface DangerState {
  alarmId: string;
  status: DangerStatus;
  /** ISO 8601 UTC. */
  at: string;
  position: Place | null;
  rule: string;
}

export const SAFE: DangerState = { alarmId: "", status: "none", at: "", position: null, rule: "" };

/** This efectivo's panic: one gesture, then said until the centre has it. */
export class Danger {
  constructor(private readonly store: Kept<DangerState>) {}

  get state(): DangerState {
    return this.store.read();
  }

  /** False: one is open already; that one is said again instead. */
  raise(alarmId: string, at: string, position: Place | null): boolean {
    if (["sending", "raised", "acknowledged"].includes(this.state.status)) return false;
    this.store.write({ alarmId, status: "sending", at, position, rule: "" });
    return true;
  }

  get mustSend(): boolean {
    return this.state.status === "sending";
  }

  /** The centre knows of it, and it is not over: it is said again now and then, which tells where this efectivo is now and what became of it. */
  get isOpen(): boolean {
    return this.state.status === "raised" || this.state.status === "acknowledged";
  }

  /** As it was raised, from where this phone is now. */
  here(at: string, position: Place | null): DangerState {
    return position ? { ...this.state, at, position } : this.state;
  }

  /** The person has read that it is over. */
  putAway(): void {
    if (this.state.status === "cancelled" || this.state.status === "refused") this.store.write(SAFE);
  }

  /** What became of it. Of another alarm than ours (raised by a person for this efectivo): that one counts from now on. */
  told(alarmId: string, status: DangerStatus, rule: string): void {
    const mine = alarmId === this.state.alarmId;
    if (!mine && this.mustSend && status === "cancelled") return;
    this.store.write(mine ? { ...this.state, status, rule } : { ...SAFE, alarmId, status, rule });
  }
}
