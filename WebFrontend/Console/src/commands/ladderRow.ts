import { type CommandSummary, isUnanswered, type Ladder, type LadderStep } from "../board/model";
import { t } from "../i18n";
import { h } from "../ui/h";
import { moment } from "../ui/time";

export interface LadderRowParts {
  show: (efectivoId: string) => void;
  redraw: () => void;
  say: (efectivoId: string, word: "accept" | "refuse") => void;
}

const RUNGS: readonly LadderStep[] = ["Delivered", "Seen", "Accepted", "EnRoute", "OnScene", "Done"];
const NOTICE_RUNGS: readonly LadderStep[] = ["Delivered", "Seen"];

/** One recipient: a dot for each rung that was reached, where it stands in words, and since when. */
export function ladderRow(l: Ladder, c: CommandSummary, parts: LadderRowParts): HTMLElement {
  const { kind } = c.command;
  const owes = c.status === "Open" && isUnanswered(l.step, kind);
  const rungs = kind === "Notice" ? NOTICE_RUNGS : RUNGS;
  const last = l.steps.findLast((e) => e.step === l.step);
  const key = (word: string): string => `${word} ${l.efectivoId}`;
  return h(
    "li",
    { "data-key": l.efectivoId, "data-owes": owes, "data-step": l.step, "data-efectivo": l.efectivoId, "data-test": "ladder" },
    h("button", { type: "button", class: "go code", "data-key": key("show"), onclick: () => parts.show(l.efectivoId) }, l.efectivoId),
    h("span", { class: "rungs", "aria-hidden": "true" }, ...rungs.map((rung) => dot(l, rung))),
    h("span", { class: "step-chip", "data-step": l.step }, t(`step.${l.step}`)),
    h("span", { class: "at" }, last ? moment(last.at) : ""),
    l.escalatedFor ? h("span", { class: "why" }, t("command.escalatedFor", { code: l.escalatedFor })) : null,
    last?.reason ? h("span", { class: "why" }, last.reason) : null,
    owes
      ? h(
          "span",
          { class: "row-do", "data-rows": true, onrelease: parts.redraw },
          h(
            "button",
            { type: "button", class: "small", "data-key": key("accept"), onclick: () => parts.say(l.efectivoId, "accept") },
            t("people.accept"),
          ),
          h(
            "button",
            { type: "button", class: "small", "data-key": key("refuse"), onclick: () => parts.say(l.efectivoId, "refuse") },
            t("people.refuse"),
          ),
        )
      : null,
  );
}

/** A rung counts as reached when a higher one was. */
function dot(l: Ladder, rung: LadderStep): HTMLElement {
  const entry = l.steps.find((e) => e.step === rung);
  const reached = entry !== undefined || l.steps.some((e) => RUNGS.indexOf(e.step) > RUNGS.indexOf(rung));
  return h("span", { class: "rung", "data-on": reached, title: `${t(`step.${rung}`)} ${entry ? moment(entry.at) : ""}` });
}
