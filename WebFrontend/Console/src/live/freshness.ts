/** Freshness by the age of the last fix. Stale is greyed, lost is faint; neither is ever hidden. */
export const Freshness = { Live: 0, Stale: 1, Lost: 2 } as const;
export type Freshness = (typeof Freshness)[keyof typeof Freshness];

/** Ages in seconds from which a fix is stale, then lost: the installation says them in its Welcome. */
export interface FreshnessLimits {
  staleAfterS: number;
  lostAfterS: number;
}

export function freshnessOf(ageS: number, limits: FreshnessLimits): Freshness {
  if (ageS >= limits.lostAfterS) return Freshness.Lost;
  return ageS >= limits.staleAfterS ? Freshness.Stale : Freshness.Live;
}
