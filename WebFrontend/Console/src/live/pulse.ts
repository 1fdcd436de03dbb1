const DEFAULT_S = 15;

/** The heartbeat of one session: beats on its own, and says when the other side has been silent for too long. */
export class Pulse {
  private nonce = 0n;
  private heardAt = performance.now();
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(everyS: number, on: { beat: (nonce: bigint) => void; silent: () => void }) {
    const everyMs = (everyS || DEFAULT_S) * 1000;
    this.timer = setInterval(() => {
      // Two and a half beats: one may be lost to a slow network, two mean that nobody is there.
      if (performance.now() - this.heardAt > everyMs * 2.5) on.silent();
      else on.beat(++this.nonce);
    }, everyMs);
  }

  heard(): void {
    this.heardAt = performance.now();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
