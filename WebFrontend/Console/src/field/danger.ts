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

  /** The centre knows of it, and it is not over: it is said again from where this efectivo has gone. */
  get isOpen(): boolean {
    return this.state.status === "raised" || this.state.status === "acknowledged";
  }

  /** As it was raised, from where this phone is now. */
  here(at: string, position: Place): DangerState {
    return { ...this.state, at, position };
  }

  /** The person has read that it is over. */
  putAway(): void {
    if (this.state.status === "cancelled" || this.state.status === "refused") this.store.write(SAFE);
  }

  /** The centre's answer to a panic that was said. Of another alarm than ours: that one counts from now on. */
  answered(alarmId: string, status: DangerStatus, rule: string): void {
    const mine = alarmId === this.state.alarmId;
    if (!mine && this.mustSend && status === "cancelled") return;
    this.store.write(mine ? { ...this.state, status, rule } : { ...SAFE, alarmId, status, rule });
  }

  /** How the alarm that the centre has of this efectivo stands now, told by itself. There is one at a time: while another is open, ours is over. */
  stands(alarmId: string, status: DangerStatus, isPanic: boolean): void {
    if (alarmId === this.state.alarmId) {
      if (alarmId) this.store.write({ ...this.state, status, rule: "" });
    } else if (this.isOpen && !alarmId) {
      // The centre has lost it: it is called again.
      this.store.write({ ...this.state, status: "sending" });
    } else if (this.mustSend) {
      // Ours is still to be answered.
    } else if (isPanic && status !== "cancelled") {
      this.store.write({ ...SAFE, alarmId, status });
    } else if (this.isOpen) {
      this.store.write({ ...this.state, status: "cancelled" });
    }
  }
}
