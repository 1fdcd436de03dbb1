import { number, t } from "../i18n";
import { h } from "../ui/h";
import type { FenceWatch } from "./model";

const KMH = 3.6;
const FLAGS = ["enter", "exit", "cross", "deviation"] as const;

/** The events that a fence reports: borders by a tick, the others by the number that trips them. */
export function watchFields(watch: FenceWatch): { element: HTMLElement; read: () => FenceWatch } {
  const flags = FLAGS.map((name) => h("input", { type: "checkbox", name, checked: watch[name], "data-test": `watch-${name}` }));
  const limit = (name: string, value: number | null, max: number): HTMLInputElement =>
    h("input", {
      id: `f-${name}`,
      name,
      type: "number",
      min: 0,
      max,
      step: "any",
      value: value === null ? "" : String(value),
      "data-test": name,
    });
  const dwell = limit("dwellMin", watch.dwellAfterS === null ? null : watch.dwellAfterS / 60, 10_080);
  const few = limit("voidBelow", watch.voidBelow, 1_000_000);
  const many = limit("crowdAbove", watch.crowdAbove, 1_000_000);
  const speed = limit(
    "speedKmh",
    watch.speedAboveMps === null ? null : Number(number(watch.speedAboveMps * KMH, 1).replace(",", ".")),
    1_000,
  );
  const numberOf = (input: HTMLInputElement): number | null => (input.value.trim() === "" ? null : Number(input.value));
  return {
    element: h(
      "fieldset",
      { class: "watch" },
      h("legend", {}, t("fence.watch")),
      h(
        "div",
        { class: "ticks" },
        ...flags.map((input, i) => h("label", { class: "tick-box" }, input, h("span", {}, t(`watch.${FLAGS[i]!}`)))),
      ),
      h(
        "div",
        { class: "quad" },
        ...[dwell, few, many, speed].map((input) =>
          h("div", { class: "field" }, h("label", { for: input.id }, t(`watch.${input.name}` as "watch.dwellMin")), input),
        ),
      ),
    ),
    read: () => {
      const [enter, exit, cross, deviation] = flags.map((f) => f.checked) as [boolean, boolean, boolean, boolean];
      const [minutes, kmh] = [numberOf(dwell), numberOf(speed)];
      return {
        enter,
        exit,
        cross,
        deviation,
        dwellAfterS: minutes === null ? null : minutes * 60,
        voidBelow: numberOf(few),
        crowdAbove: numberOf(many),
        speedAboveMps: kmh === null ? null : kmh / KMH,
      };
    },
  };
}
