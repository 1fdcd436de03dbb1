import type { AssignResult } from "../board/desk";
import { has, t } from "../i18n";
import { ruleText } from "../session/refusal";

/** The outcome of an assignment for one efectivo: the rules that keep it by their names, beside the server's words. */
export function outcomeText(r: AssignResult): string {
  const key = `assign.${r.outcome}`;
  const word = r.bars.length > 0 ? r.bars.map((bar) => t(`exclusion.${bar}`)).join(", ") : has(key) ? t(key) : r.outcome;
  return r.rule ? `${word} (${r.rule.split("; ").map(ruleText).join("; ")})` : word;
}

/** Efectivos that a supervisor may send all the same. */
export const overrulable = (results: readonly AssignResult[]): string[] => results.filter((r) => r.mayOverrule).map((r) => r.efectivoId);
