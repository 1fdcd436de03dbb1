import type { Attention } from "../board/attention";
import type { Desk } from "../board/desk";
import type { Alarm, CommandSummary } from "../board/model";
import { t } from "../i18n";
import { duration } from "../i18n/duration";
import { reasonOf } from "../session/refusal";
import { h } from "../ui/h";
import { askReason } from "../ui/reason";

export interface BannerParts {
  desk: Desk;
  now: () => number;
  /** To where the efectivo is now, else to where it called from. */
  fly: (alarm: Alarm) => void;
  showEfectivo: (id: string) => void;
  openCommand: (id: string) => void;
}

/** One alarm: raised it is red and wants to be acknowledged; acknowledged it stays until somebody cancels it with a reason. */
export function alarmBanner(alarm: Alarm, parts: BannerParts): HTMLElement {
  const asked = h("div", { class: "alarm-asked" });
  const said = h("p", { class: "alarm-said", role: "alert" });
  const acknowledge = (): void =>
    void parts.desk.acknowledge(alarm.efectivoId).catch((failure) => {
      said.textContent = reasonOf(failure);
    });
  const cancel = (): void => askReason(asked, t("alarm.cancelWhy"), (reason) => parts.desk.cancelAlarm(alarm.efectivoId, reason));
  const raised = alarm.status === "Raised";
  return h(
    "section",
    {
      class: "alarm",
      tabindex: -1,
      "data-status": alarm.status,
      "data-kind": alarm.kind,
      "data-alarm": alarm.efectivoId,
      "data-test": "alarm",
    },
    h("strong", { class: "alarm-kind" }, t(`alarm.${alarm.kind}`)),
    h("span", { class: "alarm-who" }, alarm.efectivoId),
    h("span", { class: "alarm-since", "data-since": alarm.raisedAt }, since(alarm.raisedAt, parts.now())),
    h("span", { class: "alarm-by" }, raised ? t("alarm.nobody") : t("alarm.by", { actor: alarm.actor })),
    h(
      "span",
      { class: "alarm-do" },
      h("button", { type: "button", "data-test": "alarm-show", onclick: () => parts.fly(alarm) }, t("alarm.show")),
      h("button", { type: "button", onclick: () => parts.showEfectivo(alarm.efectivoId) }, t("alarm.card")),
      raised
        ? h("button", { type: "button", class: "loud", "data-test": "alarm-acknowledge", onclick: acknowledge }, t("alarm.acknowledge"))
        : h("button", { type: "button", "data-test": "alarm-cancel", onclick: cancel }, t("alarm.cancel")),
    ),
    asked,
    said,
  );
}

/** In one line of the banner; the rest is in the list of commands. */
const SHOWN_MAX = 3;

/** Critical commands past their time to answer, together in one banner. */
export function overdueBanner(overdue: readonly CommandSummary[], parts: BannerParts): HTMLElement {
  const owing = overdue.reduce((sum, c) => sum + c.overdue, 0);
  return h(
    "section",
    { class: "alarm overdue-banner", tabindex: -1, "data-test": "overdue" },
    h("strong", { class: "alarm-kind" }, t("overdue.title")),
    h("span", { class: "alarm-who" }, t("overdue.count", { n: owing })),
    h(
      "ul",
      {},
      ...overdue.slice(0, SHOWN_MAX).map((c) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              "data-test": "overdue-open",
              "data-command": c.command.commandId,
              onclick: () => parts.openCommand(c.command.commandId),
            },
            h("span", { class: "overdue-text" }, c.command.text),
            h("span", { "data-since": c.command.answerBy }, since(c.command.answerBy, parts.now())),
          ),
        ),
      ),
      ...(overdue.length > SHOWN_MAX ? [h("li", {}, t("overdue.more", { n: overdue.length - SHOWN_MAX }))] : []),
    ),
  );
}

export const since = (iso: string, now: number): string => t("alarm.since", { time: duration((now - Date.parse(iso)) / 1000) });

/** What a banner says, without its times: it is rebuilt only when that changes, so that no button moves away under a hand. */
export const shapeOf = (a: Attention): string =>
  JSON.stringify([a.alarms.map((x) => [x.alarmId, x.status, x.actor, x.point]), a.overdue.map((c) => [c.command.commandId, c.overdue])]);
