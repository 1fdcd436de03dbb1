import { t } from "../i18n";
import { fieldName } from "../session/refusal";
import { h } from "../ui/h";
import { moment } from "../ui/time";
import type { Conflict } from "./changes";

/** How a value of a plan is shown. */
export type Words = (name: string, value: unknown) => string;

/** Both versions beside each other: for each member mine or theirs, mine until somebody says otherwise. No words are lost unseen. */
export function conflictPanel(
  conflict: Conflict,
  by: { who: string; at: string },
  words: Words,
  /** Names of the members of which theirs is taken; null: of all. */
  chosen: (theirs: readonly string[] | null) => void,
): HTMLElement {
  const names = conflict.clashes.map(({ name }) => name);
  const takesTheirs = (name: string): boolean =>
    panel.querySelector<HTMLInputElement>(`input[name="clash-${name}"]:checked`)?.value === "theirs";
  const panel = h(
    "section",
    { class: "conflict", role: "alertdialog", tabindex: -1, "aria-label": t("conflict.title"), "data-test": "conflict" },
    h("h3", {}, t("conflict.title")),
    h("p", { "data-test": "conflict-who" }, by.who ? t("conflict.by", { who: by.who, at: moment(by.at) }) : t("conflict.bySomebody")),
    ...conflict.clashes.map(({ name, mine, theirs }) =>
      h(
        "fieldset",
        { class: "clash", "data-test": `clash-${name}` },
        h("legend", {}, fieldName(name)),
        choice(name, "mine", t("conflict.mine"), words(name, mine), true),
        choice(name, "theirs", t("conflict.theirs"), words(name, theirs), false),
      ),
    ),
    ...(conflict.kept.length > 0
      ? [
          h("p", { class: "hint" }, t("conflict.kept")),
          h(
            "dl",
            { class: "facts" },
            ...conflict.kept.flatMap(({ name, theirs }) => [h("dt", {}, fieldName(name)), h("dd", {}, words(name, theirs))]),
          ),
        ]
      : []),
    h(
      "div",
      { class: "move-row" },
      h(
        "button",
        { type: "button", class: "primary", "data-test": "conflict-save", onclick: () => chosen(names.filter(takesTheirs)) },
        t("conflict.save"),
      ),
      h("button", { type: "button", "data-test": "conflict-theirs", onclick: () => chosen(null) }, t("conflict.takeTheirs")),
    ),
  );
  return panel;
}

const choice = (name: string, value: string, label: string, words: string, checked: boolean): HTMLElement =>
  h(
    "label",
    { class: "clash-choice" },
    h("input", { type: "radio", name: `clash-${name}`, value, checked, "data-test": `clash-${name}-${value}` }),
    h("span", { class: "key" }, label),
    h("span", { class: "clash-words" }, words),
  );

/** A value in words: text as it is, times by the clock, what has parts with their names. */
export function plainWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return t(value ? "conflict.yes" : "conflict.no");
  if (typeof value === "string") return /^\d{4}-\d\d-\d\dT/.test(value) ? moment(value) : value;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value))
    return value.length > LISTED_MAX ? t("conflict.entries", { count: value.length }) : value.map(plainWords).join(", ") || "—";
  const parts = Object.entries(value).filter(([, part]) => part !== null && part !== "" && part !== false);
  return parts.map(([name, part]) => `${fieldName(name)}: ${plainWords(part)}`).join("; ") || "—";
}

const LISTED_MAX = 12;
