import { number, t } from "../i18n";
import { duration } from "../i18n/duration";
import { h } from "../ui/h";
import { moment } from "../ui/time";
import { eventGlyph } from "./eventGlyph";
import type { FenceEvent } from "./model";

/** One event as a row: what, who, where, when; late ones say so. */
export function eventRow(e: FenceEvent, on: { show: (e: FenceEvent) => void; fence?: (id: string) => void }): HTMLElement {
  return h(
    "li",
    {
      class: "event-row",
      "data-key": e.number,
      "data-kind": e.kind,
      "data-late": e.late,
      "data-event": e.number,
      "data-efectivo": e.efectivoId,
    },
    h(
      "button",
      { type: "button", class: "event-main", "data-number": e.number, onclick: () => on.show(e) },
      eventGlyph(e.kind),
      h(
        "span",
        { class: "event-what" },
        h("b", {}, t(`fenceEvent.${e.kind}`)),
        e.efectivoId ? h("span", { class: "code" }, e.efectivoId) : null,
        h("span", { class: "at" }, detail(e)),
      ),
      h(
        "span",
        { class: "event-when" },
        h("time", { datetime: e.at }, moment(e.at)),
        e.late ? h("span", { class: "badge late" }, t("event.late")) : null,
      ),
    ),
    on.fence
      ? h(
          "button",
          { type: "button", class: "go", onclick: () => on.fence!(e.fenceId), "aria-label": t("event.openFence", { name: e.fenceName }) },
          e.fenceName,
        )
      : null,
  );
}

/** The number that the kind is about, and the cause when it is not a move. */
function detail(e: FenceEvent): string {
  const parts = [
    e.speedMps === null ? "" : `${number(e.speedMps * 3.6)} km/h`,
    e.stayS === null ? "" : duration(e.stayS),
    e.inside === null ? "" : t("event.inside", { n: e.inside }),
    e.cause === "Moved" ? "" : t(`cause.${e.cause}`),
  ];
  return parts.filter(Boolean).join(" · ");
}
