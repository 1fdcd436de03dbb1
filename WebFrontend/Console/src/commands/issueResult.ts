import type { IssueResult } from "../board/desk";
import { t } from "../i18n";
import { ruleText } from "../session/refusal";
import { h } from "../ui/h";

/** The outcome of a command that was issued: to how many it goes, and every recipient that named nobody, one by one. */
export function issueResult(result: IssueResult, showLadder: (commandId: string) => void): HTMLElement {
  const { unknown } = result;
  return h(
    "section",
    { class: "issued", "data-test": "issued" },
    h("h2", {}, t(result.recipients > 0 ? "issued.title" : "issued.nobody")),
    h("p", { class: "issued-count" }, t("issued.count", { n: result.recipients })),
    unknown.length > 0 ? h("h3", {}, t("issued.unknown", { n: unknown.length })) : null,
    unknown.length > 0
      ? h(
          "ul",
          { class: "rows", "data-test": "unknown" },
          ...unknown.map((u) =>
            h(
              "li",
              {},
              h("span", { class: "code" }, t(`recipient.${u.kind}`), " ", u.value),
              h("span", { class: "why" }, ruleText(u.rule)),
            ),
          ),
        )
      : null,
    h(
      "div",
      { class: "move-row" },
      h(
        "button",
        { type: "button", class: "primary", "data-test": "show-ladder", onclick: () => showLadder(result.commandId) },
        t("issued.ladder"),
      ),
    ),
  );
}
