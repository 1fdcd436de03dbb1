import { number, t } from "../i18n";
import { duration } from "../i18n/duration";
import { reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { h } from "../ui/h";
import { patch } from "../ui/patch";
import { theme } from "../ui/theme";
import { clock } from "../ui/time";
import { HEAT_KINDS, type HeatAnswer, type HeatKind } from "./heatDesk";
import { type HeatLayer, OPACITY, ramp } from "./heatLayer";
import type { OwnLayers } from "./ownLayers";

/** A part of the work that can be shown or hidden. */
export interface Switch {
  key: "fences" | "events";
  on: () => boolean;
  set: (on: boolean) => void;
}

export interface LayerSwitchParts {
  own: OwnLayers;
  heat: HeatLayer;
  switches: readonly Switch[];
  now: () => number;
}

/** Ages are said again this often, ms. */
const AGING_MS = 5_000;

/** The layers beneath the efectivos: ticks for areas, one choice for coloured cells, and the meaning of their colours. */
export class LayerSwitch implements SideView {
  readonly element = h("div", { class: "layer-switch form", "data-test": "layer-switch" });
  private readonly unwatch: (() => void)[];

  constructor(private readonly parts: LayerSwitchParts) {
    const aging = setInterval(() => this.draw(), AGING_MS);
    this.unwatch = [
      parts.heat.state.watch(() => this.draw()),
      parts.own.layers.watch(() => this.draw()),
      theme.watch(() => this.draw()),
      () => clearInterval(aging),
    ];
  }

  label = (): string => t("layers.title");

  closed(): void {
    for (const end of this.unwatch) end();
  }

  private draw(): void {
    const { own, switches } = this.parts;
    patch(
      this.element,
      h("h2", {}, t("layers.title")),
      h(
        "fieldset",
        { "data-key": "work" },
        h("legend", {}, t("layers.work")),
        ...switches.map((s) => tick(`layer-${s.key}`, t(`layers.${s.key}`), s.on(), (on) => s.set(on))),
      ),
      h(
        "fieldset",
        { "data-key": "own", "data-test": "own-layers" },
        h("legend", {}, t("layers.own")),
        ...(own.layers.value.length > 0
          ? own.layers.value.map((l) => tick(`layer-own-${l.index}`, wordsOf(l.name), l.visible, (on) => own.setVisible(l.index, on)))
          : [h("p", { class: "nothing" }, t("layers.none"))]),
      ),
      this.counted(),
    );
  }

  private counted(): HTMLElement {
    const { heat } = this.parts;
    const state = heat.state.value;
    const choice = (kind: HeatKind | null): HTMLElement =>
      h(
        "label",
        { class: "tick-box" },
        h("input", {
          id: `layer-${kind ?? "off"}`,
          type: "radio",
          name: "heat",
          "data-test": `heat-${kind ?? "off"}`,
          checked: (state?.kind ?? null) === kind,
          onchange: () => heat.choose(kind),
        }),
        h("span", {}, t(kind ? `layers.${kind}` : "layers.off")),
      );
    return h(
      "fieldset",
      { "data-key": "counted" },
      h("legend", {}, t("layers.counted")),
      choice(null),
      ...HEAT_KINDS.map(choice),
      this.meaning(),
    );
  }

  private meaning(): HTMLElement {
    const state = this.parts.heat.state.value;
    const box = h("div", { class: "meaning", role: "status", "data-test": "heat-meaning" });
    if (!state) return box;
    if (state.failure) box.append(h("p", { class: "said refused" }, t("layers.failed", { reason: reasonOf(state.failure) })));
    else if (!state.answer) box.append(h("p", { class: "hint" }, t("do.reading")));
    else {
      const { cells, most } = state.answer;
      if (cells.features.length === 0) box.append(h("p", { class: "hint" }, t("layers.empty")));
      else box.append(h("p", { class: "hint" }, t(`layers.${state.kind}Unit`)), scale(most));
      box.append(h("p", { class: "hint", "data-test": "heat-age" }, this.age(state.answer)));
    }
    return box;
  }

  /** As of when, and how long ago that is: a count is no live picture. */
  private age({ asOf, counted }: HeatAnswer): string {
    if (asOf === null) return t(counted ? "layers.uncounted" : "layers.now");
    const ago = duration(Math.max(0, (this.parts.now() - Date.parse(asOf)) / 1000));
    return t("layers.asOf", { time: clock(asOf), ago });
  }
}

/** The colours with the numbers they stand for: by the logarithm, as the cells are. */
function scale(most: number): HTMLElement {
  const colours = ramp();
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${colours.length} 1`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("class", "ramp");
  svg.setAttribute("aria-hidden", "true");
  colours.forEach((colour, i) => {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [key, value] of Object.entries({ x: i, y: 0, width: 1.02, height: 1, fill: colour, opacity: OPACITY }))
      rect.setAttribute(key, String(value));
    svg.append(rect);
  });
  const steps = colours.map((_, i) => Math.round(Math.expm1((i / (colours.length - 1)) * Math.log1p(most))));
  return h("div", {}, svg, h("div", { class: "ramp-numbers" }, ...steps.map((n) => h("span", {}, number(n)))));
}

const tick = (id: string, name: string, on: boolean, set: (on: boolean) => void): HTMLElement => {
  // The tick on screen may be an older one than this.
  const changed = (event: Event): void => set((event.currentTarget as HTMLInputElement).checked);
  const input = h("input", { id, type: "checkbox", checked: on, "data-test": id, onchange: changed });
  return h("label", { class: "tick-box" }, input, h("span", {}, name));
};

/** A layer is named by its file: as words. */
const wordsOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
