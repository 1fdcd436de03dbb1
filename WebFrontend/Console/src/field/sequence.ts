import type { Kept } from "./kept";

export interface SequenceState {
  resumeToken: string;
  /** Of the last numbered frame taken; null: the next one, whatever its number, begins the count. */
  last: number | null;
}

/** The outcome of a numbered frame. */
export type Arrival = "next" | "known" | "gap";

/** Numbers of this session's commands: sees what was lost, so that it is asked for again. */
export class Sequence {
  /** Asked for what is missing, and not answered yet. */
  asking = false;

  constructor(private readonly store: Kept<SequenceState>) {}

  get resumeToken(): string {
    return this.store.read().resumeToken;
  }

  get last(): number {
    return this.store.read().last ?? 0;
  }

  /** Resumed: what follows goes on from the last number. Else the numbers start again. */
  attached(resumeToken: string, resumed: boolean): void {
    this.asking = false;
    this.store.write({ resumeToken, last: resumed ? this.store.read().last : null });
  }

  arrived(number: number): Arrival {
    const { resumeToken, last } = this.store.read();
    if (last !== null && number <= last) return "known";
    if (last !== null && number > last + 1) return "gap";
    this.store.write({ resumeToken, last: number });
    return "next";
  }
}
