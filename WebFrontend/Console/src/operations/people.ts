import type { AssignmentWord, Desk, OperationResource } from "../board/desk";
import { ASSIGNMENT_STEPS, type Assignment, type AssignmentStep, isOpenStep } from "../board/model";
import { t } from "../i18n";
import { reasonOf } from "../session/refusal";
import { h } from "../ui/h";
import { askReason } from "../ui/reason";
import { type Spoken, spoken, spokenAt } from "../ui/spoken";
import { moment } from "../ui/time";

export interface PeopleParts {
  desk: Desk;
  changed: (o: OperationResource) => void;
  /** Shows an efectivo on the map. */
  show: (efectivoId: string) => void;
  redraw: () => void;
}

/** The efectivos that were asked, and how far each came; an operator can speak for one over the radio, or let one go. */
export function people(o: OperationResource, parts: PeopleParts): HTMLElement {
  const step = async (a: Assignment, word: AssignmentWord, { asked, said }: Spoken): Promise<void> => {
    said.textContent = "";
    const run = async (reason: string) => parts.changed(await parts.desk.step(o.operationId, a.efectivoId, word, reason));
    if (word === "release" || word === "refuse" || word === "unable") {
      askReason(asked, t("people.why", { code: a.efectivoId, word: t(`people.${word}`) }), run);
      return;
    }
    await run("").catch((failure) => (said.textContent = reasonOf(failure)));
  };
  const rows = [...o.assignments].sort(inOrder).map((a) => row(a, parts, step));
  return h(
    "section",
    { class: "people", "data-key": "people", "data-spoken": true },
    h("h3", {}, t("people.title"), h("span", { class: "count" }, String(o.assignments.filter((a) => isOpenStep(a.step)).length))),
    rows.length > 0
      ? h("ul", { class: "rows", "data-rows": true, onrelease: parts.redraw }, ...rows)
      : h("p", { class: "nothing" }, t("people.none")),
    ...spoken(),
  );
}

/** The words that an operator can say for somebody at each step. */
const WORDS: Partial<Record<AssignmentStep, readonly AssignmentWord[]>> = {
  Reserved: ["release"],
  Proposed: ["accept", "refuse", "release"],
  Accepted: ["en-route", "unable", "release"],
  EnRoute: ["on-scene", "unable", "release"],
  OnScene: ["done", "unable", "release"],
};

function row(
  a: Assignment,
  { show, redraw }: PeopleParts,
  step: (a: Assignment, word: AssignmentWord, at: Spoken) => Promise<void>,
): HTMLElement {
  const words = WORDS[a.step] ?? [];
  return h(
    "li",
    { "data-key": a.efectivoId, "data-efectivo": a.efectivoId, "data-step": a.step, "data-test": "person" },
    h("button", { type: "button", class: "go code", onclick: () => show(a.efectivoId) }, a.efectivoId),
    h("span", { class: "step-chip", "data-step": a.step }, t(`assignment.${a.step}`)),
    h("span", { class: "at" }, moment(a.at)),
    h(
      "span",
      { class: "row-do", "data-rows": true, onrelease: redraw },
      ...words.map((word) =>
        h(
          "button",
          { type: "button", class: "small", "data-key": word, onclick: (event: Event) => void step(a, word, spokenAt(event)) },
          t(`people.${word}`),
        ),
      ),
    ),
    a.reason ? h("span", { class: "why" }, a.reason) : null,
  );
}

/** Holders of a bond first, the furthest on top; then the others. */
const inOrder = (a: Assignment, b: Assignment): number =>
  Number(isOpenStep(b.step)) - Number(isOpenStep(a.step)) ||
  ASSIGNMENT_STEPS.indexOf(b.step) - ASSIGNMENT_STEPS.indexOf(a.step) ||
  (a.efectivoId < b.efectivoId ? -1 : 1);
