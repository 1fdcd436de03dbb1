import { has, number, t } from "../i18n";
import { duration } from "../i18n/duration";
import type { Change, DispatchCandidate } from "./model";

/** The reasons of a candidate's rank, in words: the cost that each adds, and the number it comes from. Travel is listed even of one already there. */
export function reasonsOf(c: DispatchCandidate): { word: string; seconds: number; of: string }[] {
  const told = c.reasons.filter((r) => r.seconds > 0 || r.kind === "Travel");
  return told.map((r) => ({
    word: t(`cost.${r.kind}`),
    seconds: r.seconds,
    of: t(`cost.${r.kind.charAt(0).toLowerCase()}${r.kind.slice(1)}Of` as "cost.travelOf", {
      n: number(r.of, r.kind === "Fatigue" ? 1 : 0),
    }),
  }));
}

export const changeText = (c: Change): string =>
  t(`change.${c.kind}`, {
    code: c.efectivoId,
    time: duration(c.seconds),
    rule: c.rule ? t(`exclusion.${c.rule}`) : "",
    cost: c.cost ? t(`cost.${c.cost}`) : "",
  });

export function uncheckedText(what: string): string {
  const key = `unchecked.${what}`;
  return has(key) ? t(key) : what;
}

export const distanceText = (m: number): string => (m < 1000 ? `${number(m)} m` : `${number(m / 1000, 1)} km`);
