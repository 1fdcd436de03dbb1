const FIRST_MS = 400;
const MAX_MS = 8_000;

/** How long to wait before the next attempt: doubling, with jitter so that a thousand screens do not come back in one instant. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(MAX_MS, FIRST_MS * 2 ** attempt);
  return ceiling / 2 + (random() * ceiling) / 2;
}
