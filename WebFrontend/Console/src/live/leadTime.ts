const WINDOW_S = 60;
/** Resolution about 2 %; the last bin is a day. */
const BINS_PER_DOUBLING = 32;
const BIN_COUNT = BINS_PER_DOUBLING * 17;

/** Lead time (now − device time, seconds) of every move that reached this screen in the last minute. */
export class LeadTime {
  private readonly seconds = Array.from({ length: WINDOW_S }, () => ({ at: -1, bins: new Uint32Array(BIN_COUNT) }));

  add(leadS: number, nowMs: number): void {
    const at = Math.floor(nowMs / 1000);
    const second = this.seconds[at % WINDOW_S]!;
    if (second.at !== at) {
      second.at = at;
      second.bins.fill(0);
    }
    const bin = Math.min(BIN_COUNT - 1, Math.floor(Math.log2(1 + Math.max(0, leadS)) * BINS_PER_DOUBLING));
    second.bins[bin] = second.bins[bin]! + 1;
  }

  /** Quantiles in the order asked, seconds; null when nothing moved within the minute. */
  quantiles(nowMs: number, asked: readonly number[]): number[] | null {
    const sum = new Uint32Array(BIN_COUNT);
    let total = 0;
    const at = Math.floor(nowMs / 1000);
    for (const second of this.seconds) {
      if (second.at < 0 || at - second.at >= WINDOW_S) continue;
      for (let i = 0; i < BIN_COUNT; i++) {
        sum[i] = sum[i]! + second.bins[i]!;
        total += second.bins[i]!;
      }
    }
    return total === 0 ? null : asked.map((q) => quantile(sum, Math.max(1, Math.ceil(q * total))));
  }
}

function quantile(sum: Uint32Array, rank: number): number {
  let seen = 0;
  for (let i = 0; i < sum.length; i++) {
    seen += sum[i]!;
    if (seen >= rank) return 2 ** (i / BINS_PER_DOUBLING) - 1;
  }
  return 2 ** (sum.length / BINS_PER_DOUBLING) - 1;
}
