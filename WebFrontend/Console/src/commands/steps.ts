import { type CommandSummary, LADDER_ORDER, LADDER_STEPS, type LadderStep } from "../board/model";
import { t } from "../i18n";
import { h } from "../ui/h";

export const totalOf = (c: CommandSummary): number => LADDER_STEPS.reduce((sum, step) => sum + (c.byStep[step] ?? 0), 0);

/** How many stand at each step: a bar by shares, and the numbers in words beside it. */
export function stepCounts(c: CommandSummary): HTMLElement {
  const total = totalOf(c);
  const present = LADDER_ORDER.filter((step) => (c.byStep[step] ?? 0) > 0);
  const share = (step: LadderStep): string => `flex-grow: ${(c.byStep[step] ?? 0) / Math.max(1, total)}`;
  return h(
    "div",
    { class: "counts" },
    h("div", { class: "count-bar", "aria-hidden": "true" }, ...present.map((step) => h("span", { "data-step": step, style: share(step) }))),
    h(
      "div",
      { class: "count-words", "data-test": "counts" },
      ...present.map((step) =>
        h("span", { class: "step-chip", "data-step": step }, h("b", {}, String(c.byStep[step])), ` ${t(`step.${step}`)}`),
      ),
    ),
  );
}
