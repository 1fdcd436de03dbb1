import type { LadderStep } from "../../board/model";
import { t } from "../../i18n";
import { duration } from "../../i18n/duration";
import { ruleText } from "../../session/refusal";
import { h } from "../../ui/h";
import { withLocalTimes } from "../../ui/time";
import { type FieldCommand, isOver, isUnderWay } from "../inbox";

export interface CommandCardParts {
  advance: (id: string, step: LadderStep) => void;
  refuse: (id: string) => void;
  unable: (id: string) => void;
  putAway: (id: string) => void;
  isWaiting: (id: string) => boolean;
  /** Server clock, ms. */
  now: () => number;
}

/** Characters from which a text is set smaller, so that its buttons stay on the screen. */
const LONG = 90;

/** The steps after a step, in the order of the day. */
const AFTER: Partial<Record<LadderStep, readonly LadderStep[]>> = {
  Delivered: ["Accepted"],
  Seen: ["Accepted"],
  Accepted: ["EnRoute", "OnScene", "Done"],
  EnRoute: ["OnScene", "Done"],
  OnScene: ["Done"],
};

/** The command in front of the person: its text large, and one big button for what comes next. */
export function commandCard(c: FieldCommand, parts: CommandCardParts): HTMLElement {
  const { command } = c;
  const id = command.commandId;
  const over = isOver(c);
  return h(
    "article",
    {
      class: "command",
      "data-class": command.class,
      "data-step": c.step,
      "data-over": over,
      "data-command": id,
      "data-test": "campo-command",
    },
    h(
      "header",
      {},
      h("strong", { class: "class" }, t(`class.${command.class}`)),
      h("span", { class: "kind" }, t(`kind.${command.kind}`)),
      h("span", { class: "left", "data-left": id }, over ? t(`step.${c.step}`) : timeLeft(c, parts.now())),
    ),
    // A box of its own height, and the buttons right below it: however long the text is, the answer is on the first screen.
    h(
      "p",
      { class: "text", "data-long": command.text.length > LONG, "data-test": "campo-text", tabindex: "0" },
      withLocalTimes(command.text),
    ),
    over ? putAway(c, parts) : buttons(c, parts),
    c.note ? h("p", { class: "note", role: "alert" }, noteOf(c)) : null,
    over || !parts.isWaiting(id)
      ? null
      : h("p", { class: "stands", "data-test": "campo-waiting" }, t("campo.waiting", { step: t(`step.${c.step}`) })),
    h(
      "p",
      { class: "from" },
      [command.operationId, t("campo.from", { issuer: command.issuer === "system" ? t("campo.system") : command.issuer })]
        .filter(Boolean)
        .join(" · "),
    ),
    command.escalatedFor ? h("p", { class: "from" }, t("campo.escalated", { code: command.escalatedFor })) : null,
    command.point ? mapLink(command.point) : null,
  );
}

/** Why it was taken back or not taken, or who else brought it on. */
function noteOf(c: FieldCommand): string {
  if (c.step === "Withdrawn" || c.isTold) return ruleText(c.note);
  return t("campo.notTaken", { rule: ruleText(c.note) });
}

function buttons(c: FieldCommand, parts: CommandCardParts): HTMLElement {
  const id = c.command.commandId;
  if (c.command.kind === "Notice") {
    return h(
      "div",
      { class: "steps" },
      h(
        "button",
        { type: "button", class: "big", "data-test": "campo-understood", onclick: () => parts.putAway(id) },
        t("campo.understood"),
      ),
    );
  }
  const [first, ...rest] = AFTER[c.step] ?? [];
  const answering = c.step === "Delivered" || c.step === "Seen";
  const button = (step: LadderStep, look: string) =>
    h(
      "button",
      { type: "button", class: look, "data-step": step, "data-test": `campo-${step}`, onclick: () => parts.advance(id, step) },
      t(`campo.do.${step as "Done"}`),
    );
  return h(
    "div",
    { class: "steps", "data-answering": answering },
    first ? button(first, "big") : null,
    answering
      ? h("button", { type: "button", class: "refuse", "data-test": "campo-refuse", onclick: () => parts.refuse(id) }, t("campo.refuse"))
      : null,
    rest.length > 0 ? h("div", { class: "later" }, ...rest.map((step) => button(step, "small"))) : null,
    isUnderWay(c)
      ? h("button", { type: "button", class: "unable", "data-test": "campo-unable", onclick: () => parts.unable(id) }, t("campo.unable"))
      : null,
  );
}

const putAway = (c: FieldCommand, parts: CommandCardParts): HTMLElement | null =>
  c.read
    ? null
    : h(
        "div",
        { class: "steps" },
        h("button", { type: "button", class: "small", onclick: () => parts.putAway(c.command.commandId) }, t("campo.putAway")),
      );

/** The time left to answer. After an answer none is needed until the deadline. */
export function timeLeft(c: FieldCommand, nowMs: number): string {
  if (c.command.kind === "Notice" || (c.step !== "Delivered" && c.step !== "Seen")) return t(`step.${c.step}`);
  const left = (Date.parse(c.command.answerBy) - nowMs) / 1000;
  return left >= 0 ? t("campo.answerIn", { time: duration(left) }) : t("campo.answerLate", { time: duration(-left) });
}

/** Opens the phone's own map. */
const mapLink = (point: { latitude: number; longitude: number }): HTMLElement =>
  h("a", { class: "where", href: `geo:${point.latitude},${point.longitude}` }, t("campo.openMap"));
