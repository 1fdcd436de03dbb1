/** Slower than this (s per frame, on average) and gliding would only make the map stick. */
const SLOW_S = 0.06;
/** After giving up, motion is tried again this much later, s. */
const AGAIN_S = 10;

/** Decides whether this machine draws fast enough to glide. On a slow one efectivos step with each refresh instead. */
export class Pace {
  private last = Number.NEGATIVE_INFINITY;
  private average = 0;
  private stillUntil = 0;

  /** Called once a frame; `now` in seconds. */
  allows(now: number): boolean {
    if (now < this.stillUntil) return false;
    const took = now - this.last;
    this.last = now;
    // A pause is no slow frame: nothing moved.
    if (took < 1) this.average += (took - this.average) * 0.1;
    if (this.average <= SLOW_S) return true;
    this.average = 0;
    this.stillUntil = now + AGAIN_S;
    return false;
  }
}
