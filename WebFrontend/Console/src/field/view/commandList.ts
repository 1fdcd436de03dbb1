import { t } from "../../i18n";
import { h } from "../../ui/h";
import { withLocalTimes } from "../../ui/time";
import { type FieldCommand, isOver } from "../inbox";

/** The other commands, one line each; a touch brings one to the front. */
export function commandList(commands: readonly FieldCommand[], chosen: (id: string) => void): HTMLElement | null {
  if (commands.length === 0) return null;
  return h(
    "section",
    { class: "others", "aria-label": t("campo.others") },
    h("h2", {}, t("campo.others")),
    h(
      "ul",
      {},
      ...commands.map((c) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              "data-class": c.command.class,
              "data-over": isOver(c),
              "data-command": c.command.commandId,
              onclick: () => chosen(c.command.commandId),
            },
            h("span", { class: "class" }, t(`class.${c.command.class}`)),
            h("span", { class: "line" }, withLocalTimes(c.command.text)),
            h("span", { class: "at" }, c.read && c.command.kind === "Notice" ? t("campo.understood") : t(`step.${c.step}`)),
          ),
        ),
      ),
    ),
  );
}
