import type { Kept } from "./kept";

export interface WelfareState {
  /** Seconds between check-ins; 0: none is asked for. */
  everyS: number;
  /** ISO 8601 UTC; empty: none is due. */
  dueAt: string;
  /** A check-in that the centre has not answered yet, ISO 8601 UTC; empty: none. */
  saidAt: string;
  /** The person who asks for it; empty: nobody. */
  setBy?: string;
}

export const NO_WELFARE: WelfareState = { everyS: 0, dueAt: "", saidAt: "" };
/** The last part of the time is when it begins to ask. */
const SOON_S = 60;

/** Saying that one is well, when it is asked for. */
export class Welfare {
  constructor(private readonly store: Kept<WelfareState>) {}

  get state(): WelfareState {
    return this.store.read();
  }

  say(at: string): void {
    this.store.write({ ...this.state, saidAt: at });
  }

  /** Takes the interval asked for and the next due time. A check-in on its way stays so, unless this is its answer. */
  told(everyS: number, dueAt: string, isAnswer: boolean, setBy = ""): void {
    this.store.write({ everyS, dueAt, saidAt: isAnswer ? "" : this.state.saidAt, setBy });
  }

  /** Seconds until it is due, negative when it is late; null when nothing is due. */
  dueInS(nowMs: number): number | null {
    return this.state.everyS > 0 && this.state.dueAt ? (Date.parse(this.state.dueAt) - nowMs) / 1000 : null;
  }

  isDue(nowMs: number): boolean {
    const s = this.dueInS(nowMs);
    return s !== null && s < Math.min(SOON_S, this.state.everyS / 4) && !this.state.saidAt;
  }
}
