import { unableOf } from "../board/attention";
import type { Desk } from "../board/desk";
import type { Alarm, CommandSummary } from "../board/model";
import { t } from "../i18n";
import { duration } from "../i18n/duration";
import { reasonOf } from "../session/refusal";
import { h } from "../ui/h";
import { askReason } from "../ui/reason";
import { spoken, spokenAt } from "../ui/spoken";
import { withLocalTimes } from "../ui/time";

export interface BannerParts {
  desk: Desk;
  now: () => number;
  /** To where the efectivo is now, else to where it called from. */
  fly: (alarm: Alarm) => void;
  showEfectivo: (id: string) => void;
  openCommand: (id: string) => void;
  redraw: () => void;
}

/** One alarm: raised it is red and wants to be acknowledged; acknowledged it stays until somebody cancels it with a reason. */
export function alarmBanner(alarm: Alarm, parts: BannerParts): HTMLElement {
  const acknowledge = (event: Event): void => {
    const { said } = spokenAt(event);
    said.textContent = "";
    void parts.desk.acknowledge(alarm.efectivoId).catch((failure) => {
      // Somebody else may have acknowledged it meanwhile: then nothing is refused any more.
      if (said.dataset["kept"] === alarm.status) said.textContent = reasonOf(failure);
    });
  };
  const cancel = (event: Event): void =>
    askReason(spokenAt(event).asked, t("alarm.cancelWhy"), (reason) => parts.desk.cancelAlarm(alarm.efectivoId, reason));
  const help = (event: Event): void =>
    askReason(spokenAt(event).asked, t("alarm.helpWhich"), (code) => parts.desk.helpAlarm(alarm.efectivoId, code.toUpperCase()));
  const raised = alarm.status === "Raised";
  return h(
    "section",
    {
      class: "alarm",
      tabindex: -1,
      "data-key": alarm.alarmId,
      "data-spoken": true,
      "data-status": alarm.status,
      "data-kind": alarm.kind,
      "data-alarm": alarm.efectivoId,
      "data-test": "alarm",
    },
    h("strong", { class: "alarm-kind" }, t(`alarm.${alarm.kind}`)),
    h("span", { class: "alarm-who" }, alarm.efectivoId),
    h("span", { class: "alarm-since", "data-since": alarm.raisedAt }, since(alarm.raisedAt, parts.now())),
    h("span", { class: "alarm-by" }, raised ? t("alarm.nobody") : t("alarm.by", { actor: alarm.actor })),
    ...news(alarm, parts.now()).map((text, i) => h("span", { class: "alarm-news", "data-key": `news-${i}` }, text)),
    h(
      "span",
      { class: "alarm-do", "data-rows": true, onrelease: parts.redraw },
      h("button", { type: "button", "data-key": "show", "data-test": "alarm-show", onclick: () => parts.fly(alarm) }, t("alarm.show")),
      h("button", { type: "button", "data-key": "card", onclick: () => parts.showEfectivo(alarm.efectivoId) }, t("alarm.card")),
      raised
        ? h(
            "button",
            { type: "button", class: "loud", "data-key": "acknowledge", "data-test": "alarm-acknowledge", onclick: acknowledge },
            t("alarm.acknowledge"),
          )
        : h("button", { type: "button", "data-key": "cancel", "data-test": "alarm-cancel", onclick: cancel }, t("alarm.cancel")),
      raised ? null : h("button", { type: "button", "data-key": "help", "data-test": "alarm-help", onclick: help }, t("alarm.help")),
    ),
    ...spoken("alarm-said", alarm.status),
  );
}

/** The further news of an alarm: that it was pressed again, that it is not stored yet, and its helpers. */
function news(alarm: Alarm, now: number): string[] {
  const { unstored, pressedAgain = 0, pressedAt, operationId, helpers = [] } = alarm;
  return [
    ...(pressedAgain > 0 && pressedAt ? [t("alarm.again", { n: pressedAgain, since: since(pressedAt, now) })] : []),
    ...(unstored ? [t("alarm.unstored")] : []),
    ...(helpers.length > 0
      ? [t("alarm.helped", { helpers: helpers.join(", ") })]
      : operationId
        ? [t("alarm.helpNamed", { operation: operationId })]
        : []),
  ];
}

/** In one line of the banner; the rest is in the list of commands. */
const SHOWN_MAX = 3;

/** Critical commands past their time to answer, together in one banner. */
export const overdueBanner = (overdue: readonly CommandSummary[], parts: BannerParts): HTMLElement =>
  commandsBanner(
    "overdue",
    overdue,
    overdue.reduce((sum, c) => sum + c.overdue, 0),
    parts,
  );

/** Orders that cannot be carried out: somebody else has to be found, or a person closes them. */
export const unableBanner = (unable: readonly CommandSummary[], parts: BannerParts): HTMLElement =>
  commandsBanner(
    "unable",
    unable,
    unable.reduce((sum, c) => sum + unableOf(c), 0),
    parts,
  );

function commandsBanner(what: "overdue" | "unable", commands: readonly CommandSummary[], n: number, parts: BannerParts): HTMLElement {
  return h(
    "section",
    { class: "alarm overdue-banner", tabindex: -1, "data-key": what, "data-test": what },
    h("strong", { class: "alarm-kind" }, t(`${what}.title`)),
    h("span", { class: "alarm-who" }, t(`${what}.count`, { n })),
    h(
      "ul",
      { "data-rows": true, onrelease: parts.redraw },
      ...commands.slice(0, SHOWN_MAX).map((c) =>
        h(
          "li",
          { "data-key": c.command.commandId },
          h(
            "button",
            {
              type: "button",
              "data-key": c.command.commandId,
              "data-test": `${what}-open`,
              "data-command": c.command.commandId,
              onclick: () => parts.openCommand(c.command.commandId),
            },
            h("span", { class: "overdue-text" }, withLocalTimes(c.command.text)),
            h("span", { "data-since": c.command.issuedAt }, since(c.command.issuedAt, parts.now())),
          ),
        ),
      ),
      ...(commands.length > SHOWN_MAX ? [h("li", {}, t("overdue.more", { n: commands.length - SHOWN_MAX }))] : []),
    ),
  );
}

export const since = (iso: string, now: number): string => t("alarm.since", { time: duration((now - Date.parse(iso)) / 1000) });
