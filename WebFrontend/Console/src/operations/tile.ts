import { ASSIGNMENT_STEPS, type AssignmentStep, type OperationSummary } from "../board/model";
import { t } from "../i18n";
import { duration } from "../i18n/duration";
import { h } from "../ui/h";
import { clock } from "../ui/time";

/** An operation on the board. `nowMs` is the server's clock. */
export function tile(o: OperationSummary, nowMs: number, open: (id: string) => void): HTMLElement {
  return h(
    "button",
    {
      type: "button",
      class: "tile",
      "data-key": o.operationId,
      "data-priority": o.priority,
      "data-operation": o.operationId,
      "data-test": "tile",
      onclick: () => open(o.operationId),
    },
    h(
      "span",
      { class: "tile-head" },
      h("span", { class: "tile-code" }, o.operationId),
      h("span", { class: "tile-priority" }, t(`priority.${o.priority}`)),
    ),
    h("span", { class: "tile-title" }, o.title),
    h("span", { class: "tile-meta" }, [t(`type.${o.type}`), o.commander].filter(Boolean).join(" · ")),
    h("span", { class: "tile-meta", "data-due": isLate(o, nowMs) }, times(o, nowMs)),
    people(o),
  );
}

/** It should have begun, or be over. */
const isLate = (o: OperationSummary, nowMs: number): boolean =>
  (o.status === "Planned" && Date.parse(o.plannedStart) < nowMs) ||
  ((o.status === "InProgress" || o.status === "Paused") && Date.parse(o.plannedEnd) < nowMs);

function times(o: OperationSummary, nowMs: number): string {
  const span = `${clock(o.plannedStart)} – ${clock(o.plannedEnd)}`;
  const toStart = (Date.parse(o.plannedStart) - nowMs) / 1000;
  const toEnd = (Date.parse(o.plannedEnd) - nowMs) / 1000;
  if (o.status === "Planned")
    return `${span} · ${toStart >= 0 ? t("tile.startsIn", { time: roughly(toStart) }) : t("tile.late", { time: roughly(-toStart) })}`;
  if (o.status === "InProgress" || o.status === "Paused")
    return `${span} · ${toEnd >= 0 ? t("tile.endsIn", { time: roughly(toEnd) }) : t("tile.over", { time: roughly(-toEnd) })}`;
  return span;
}

/** Minutes are enough on a board, and do not flicker. */
const roughly = (s: number): string => (s < 3600 ? `${Math.max(1, Math.round(s / 60))} min` : duration(s));

function people(o: OperationSummary): HTMLElement {
  const counts = new Map<AssignmentStep, number>();
  for (const person of o.people) counts.set(person.step, (counts.get(person.step) ?? 0) + 1);
  const chips = ASSIGNMENT_STEPS.filter((step) => counts.has(step)).map((step) =>
    h("span", { class: "step-chip", "data-step": step }, h("b", {}, String(counts.get(step))), ` ${t(`assignment.${step}`)}`),
  );
  return h("span", { class: "tile-people" }, ...(chips.length > 0 ? chips : [h("span", { class: "step-chip none" }, t("tile.nobody"))]));
}
