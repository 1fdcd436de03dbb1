import { number, t } from "../i18n";
import { reasonOf } from "../session/refusal";
import type { SideView } from "../side";
import { h } from "../ui/h";
import { clock } from "../ui/time";
import { HEAT_KINDS, type HeatKind } from "./heatDesk";
import { type HeatLayer, RAMP } from "./heatLayer";
import type { OwnLayers } from "./ownLayers";

/** What can be shown or hidden that is part of the work. */
export interface Switch {
  key: "fences" | "events";
  on: () => boolean;
  set: (on: boolean) => void;
}

export interface LayerSwitchParts {
  own: OwnLayers;
  heat: HeatLayer;
  switches: readonly Switch[];
}

/** What the map shows beneath the efectivos: ticks for areas, one choice for coloured cells, and what their colours mean. */
export class LayerSwitch implements SideView {
  readonly element = h("div", { class: "layer-switch form", "data-test": "layer-switch" });
  private readonly unwatch: (() => void)[];

  constructor(private readonly parts: LayerSwitchParts) {
    this.unwatch = [parts.heat.state.watch(() => this.draw()), parts.own.layers.watch(() => this.draw())];
  }

  label = (): string => t("layers.title");

  closed(): void {
    for (const end of this.unwatch) end();
  }

  private draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.id;
    const { own, switches } = this.parts;
    this.element.replaceChildren(
      h("h2", {}, t("layers.title")),
      h(
        "fieldset",
        {},
        h("legend", {}, t("layers.work")),
        ...switches.map((s) => tick(`layer-${s.key}`, t(`layers.${s.key}`), s.on(), (on) => s.set(on))),
      ),
      h(
        "fieldset",
        { "data-test": "own-layers" },
        h("legend", {}, t("layers.own")),
        ...(own.layers.value.length > 0
          ? own.layers.value.map((l) => tick(`layer-own-${l.index}`, l.name, l.visible, (on) => own.setVisible(l.index, on)))
          : [h("p", { class: "nothing" }, t("layers.none"))]),
      ),
      this.counted(),
    );
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
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
    return h("fieldset", {}, h("legend", {}, t("layers.counted")), choice(null), ...HEAT_KINDS.map(choice), this.meaning());
  }

  private meaning(): HTMLElement {
    const state = this.parts.heat.state.value;
    const box = h("div", { class: "meaning", role: "status", "data-test": "heat-meaning" });
    if (!state) return box;
    if (state.failure) box.append(h("p", { class: "said refused" }, t("layers.failed", { reason: reasonOf(state.failure) })));
    else if (!state.answer) box.append(h("p", { class: "hint" }, t("do.reading")));
    else if (state.answer.cells.features.length === 0) box.append(h("p", { class: "hint" }, t("layers.empty")));
    else
      box.append(
        ramp(state.answer.most),
        h(
          "p",
          { class: "hint" },
          [t(`layers.${state.kind}Unit`), state.answer.asOf ? t("layers.asOf", { time: clock(state.answer.asOf) }) : ""]
            .filter(Boolean)
            .join(" · "),
        ),
      );
    return box;
  }
}

/** The colours with the numbers they stand for: by the logarithm, as the cells are. */
function ramp(most: number): HTMLElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${RAMP.length} 1`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("class", "ramp");
  svg.setAttribute("aria-hidden", "true");
  RAMP.forEach((colour, i) => {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [key, value] of Object.entries({ x: i, y: 0, width: 1.02, height: 1, fill: colour })) rect.setAttribute(key, String(value));
    svg.append(rect);
  });
  const steps = RAMP.map((_, i) => Math.round(Math.expm1((i / (RAMP.length - 1)) * Math.log1p(most))));
  return h("div", {}, svg, h("div", { class: "ramp-numbers" }, ...steps.map((n) => h("span", {}, number(n)))));
}

const tick = (id: string, name: string, on: boolean, set: (on: boolean) => void): HTMLElement => {
  const input = h("input", { id, type: "checkbox", checked: on, "data-test": id, onchange: () => set(input.checked) });
  return h("label", { class: "tick-box" }, input, h("span", {}, name));
};
