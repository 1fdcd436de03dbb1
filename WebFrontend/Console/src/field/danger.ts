import type { Place } from "../board/model";
import type { Kept } from "./kept";

/** `sending`: not confirmed yet. `raised`: the centre has it. `acknowledged`: a person has seen it, which does not mean that help is on its way. */
export type DangerStatus = "none" | "sending" | "raised" | "acknowledged" | "cancelled" | "refused";

export interface DangerState {
  alarmId: string;
  status: DangerStatus;
  /** ISO 8601 UTC. */
  at: string;
  position: Place | null;
  rule: string;
  /** It rings at the centre and could not be stored there yet: it is said on. */
  unstored?: boolean;
  /** The person at the centre who has seen it. */
  seenBy?: string;
  /** Efectivos on the way, or there. */
  helpers?: string[];
}

/** The facts that the centre sends of an alarm beside its status. */
export type Told = Required<Pick<DangerState, "unstored" | "seenBy" | "helpers">>;

const NOTHING: Told = { unstored: false, seenBy: "", helpers: [] };
export const SAFE: DangerState = { alarmId: "", status: "none", at: "", position: null, rule: "", ...NOTHING };

/** This efectivo's panic: one gesture, then said until the centre has it. */
export class Danger {
  constructor(private readonly store: Kept<DangerState>) {}

  get state(): DangerState {
    return this.store.read();
  }

  /** False: one rings already; that one is said again instead. When somebody has seen it, a new press is a new call. */
  raise(alarmId: string, at: string, position: Place | null): boolean {
    if (["sending", "raised"].includes(this.state.status)) return false;
    this.store.write({ ...SAFE, alarmId, status: "sending", at, position });
    return true;
  }

  get mustSend(): boolean {
    return this.state.status === "sending" || (this.isOpen && this.state.unstored === true);
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
  answered(alarmId: string, status: DangerStatus, rule: string, told: Told = NOTHING): void {
    const mine = alarmId === this.state.alarmId;
    if (!mine && this.mustSend && status === "cancelled") return;
    this.store.write(mine ? { ...this.state, status, rule, ...told } : { ...SAFE, alarmId, status, rule, ...told });
  }

  /** Takes the present state of this efectivo's alarm, as the centre sends it. One alarm is open at a time: while another is open, ours is over. */
  stands(alarmId: string, status: DangerStatus, isPanic: boolean, told: Told = NOTHING): void {
    if (alarmId === this.state.alarmId) {
      if (alarmId) this.store.write({ ...this.state, status, rule: "", ...told });
    } else if (this.isOpen && !alarmId) {
      // The centre has lost it: it is called again.
      this.store.write({ ...this.state, status: "sending" });
    } else if (this.state.status === "sending") {
      // Ours is still to be answered.
    } else if (isPanic && status !== "cancelled") {
      this.store.write({ ...SAFE, alarmId, status, ...told });
    } else if (this.isOpen) {
      this.store.write({ ...this.state, status: "cancelled" });
    }
  }
}
