import { language, number, t } from "../i18n";
import type { ServerClock } from "../live/clock";
import type { LeadTime } from "../live/leadTime";
import type { LiveLink } from "../live/link";
import { h, setText } from "../ui/h";

/** The facts that must always be seen: the connection, the lead time, how many are in view. */
export function status(link: LiveLink, lead: LeadTime, clock: ServerClock, inView: () => number): HTMLElement {
  const state = h("span", { class: "link-text", role: "status", "aria-live": "polite", "data-test": "link" });
  const pill = h("div", { class: "pill link" }, h("span", { class: "dot", "aria-hidden": "true" }), state);
  const leadLabel = h("span", { class: "key" });
  const leadValue = h("span", { class: "value", "data-test": "lead" });
  const viewLabel = h("span", { class: "key" });
  const viewValue = h("span", { class: "value", "data-test": "in-view" });
  const leadPill = h("div", { class: "pill" }, leadLabel, leadValue);
  const viewPill = h("div", { class: "pill" }, viewLabel, viewValue);

  const draw = (): void => {
    pill.dataset["state"] = link.state.value;
    setText(state, t(`link.${link.state.value}`));
    setText(leadLabel, t("lead.label"));
    leadPill.title = t("lead.title");
    setText(viewLabel, t("inView.label"));
    viewPill.title = t("inView.title");
    setText(leadValue, leadText(lead.quantiles(clock.now(), [0.5, 0.95])));
    setText(viewValue, number(inView()));
  };
  link.state.watch(draw);
  language.watch(draw);
  setInterval(draw, 1000);
  return h("div", { class: "status" }, pill, leadPill, viewPill);
}

function leadText(quantiles: number[] | null): string {
  if (!quantiles) return t("lead.none");
  return `p50 ${seconds(quantiles[0]!)} · p95 ${seconds(quantiles[1]!)}`;
}

/** Fixes travel with whole seconds, so nothing finer is said. */
function seconds(s: number): string {
  if (s < 1) return t("lead.seconds", { s: "<1" });
  return s < 120 ? t("lead.seconds", { s: number(s) }) : t("lead.minutes", { m: number(s / 60) });
}
