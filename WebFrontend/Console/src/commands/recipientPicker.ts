import { number, t } from "../i18n";
import { h, setText } from "../ui/h";
import { type Area, AreaDrawing } from "./area";
import type { Draft, Group } from "./draft";
import type { Selection } from "./selection";

export interface PickerParts {
  selection: Selection;
  mapFor: (what: "choosing" | AreaDrawing | null) => void;
  changed: () => void;
}

const CODE = /^[A-Z0-9_-]{3,50}$/;
const KINDS = ["Efectivo", "Operation", "Unit", "Role", "Rank", "Jurisdiction"] as const;

/** The recipients: by clicks on the map, by a word, by an area that is drawn. Each is a chip that one press takes away. */
export class RecipientPicker {
  readonly element: HTMLElement;
  private readonly chips = h("ul", { class: "chips", "data-test": "chips" });
  private readonly hint = h("p", { class: "hint", role: "status" });
  private drawing: AreaDrawing | null = null;
  private readonly unwatch: () => void;

  constructor(
    private readonly draft: Draft,
    private readonly parts: PickerParts,
  ) {
    const kind = h(
      "select",
      { "aria-label": t("picker.kind"), "data-test": "recipient-kind" },
      ...KINDS.map((k) => h("option", { value: k }, t(`recipient.${k}`))),
    );
    const value = h("input", {
      id: "f-recipient",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": t("picker.value"),
      "data-test": "recipient",
    });
    const add = (): void => {
      this.addWord(kind.value as (typeof KINDS)[number], value.value.trim());
      value.value = "";
      value.focus();
    };
    value.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (value.value.trim()) add();
    });
    const draw = (shape: Area["kind"]) =>
      h("button", { type: "button", "data-test": `draw-${shape}`, onclick: () => this.draw(shape) }, t(`picker.${shape}`));
    this.element = h(
      "fieldset",
      { class: "picker" },
      h("legend", {}, t("field.recipients")),
      this.chips,
      h(
        "div",
        { class: "picker-add" },
        kind,
        value,
        h("button", { type: "button", onclick: () => value.value.trim() && add() }, t("picker.add")),
      ),
      h("div", { class: "move-row" }, draw("circle"), draw("polygon")),
      this.hint,
    );
    this.unwatch = parts.selection.ids.watch(() => this.show());
  }

  end(): void {
    this.unwatch();
  }

  /** Several codes at once, apart by spaces or commas. */
  private addWord(kind: (typeof KINDS)[number], words: string): void {
    if (kind === "Efectivo")
      this.parts.selection.add(
        words
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter((code) => CODE.test(code)),
      );
    else if (!this.draft.groups.some((g) => g.kind === kind && g.value === words)) this.draft.groups.push({ kind, value: words });
    this.show();
  }

  private draw(shape: Area["kind"]): void {
    this.drawing = new AreaDrawing(shape, (area) => {
      this.draft.areas.push(area);
      this.stopDrawing();
    });
    this.parts.mapFor(this.drawing);
    this.show();
  }

  private stopDrawing(): void {
    this.drawing = null;
    this.parts.mapFor("choosing");
    this.show();
  }

  private show(): void {
    const ids = this.parts.selection.ids.value;
    this.chips.replaceChildren(
      ...ids.map((id) => chip("Efectivo", id, () => this.parts.selection.toggle(id))),
      ...this.draft.groups.map((g) => chip(g.kind, g.value, () => this.drop(this.draft.groups, g))),
      ...this.draft.areas.map((a) => chip("Area", areaText(a), () => this.drop(this.draft.areas, a))),
      ...(this.drawing ? this.drawingChips(this.drawing) : []),
    );
    setText(this.hint, this.drawing ? t("picker.drawing") : t("picker.hint"));
    this.parts.changed();
  }

  private drawingChips(drawing: AreaDrawing): HTMLElement[] {
    return [
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "small", "data-test": "draw-finish", onclick: () => void drawing.finish() },
          t("picker.finish"),
        ),
      ),
      h("li", {}, h("button", { type: "button", class: "small", onclick: () => drawing.back() }, t("picker.back"))),
      h("li", {}, h("button", { type: "button", class: "small", onclick: () => this.stopDrawing() }, t("picker.stop"))),
    ];
  }

  private drop<T extends Group | Area>(from: T[], item: T): void {
    from.splice(from.indexOf(item), 1);
    this.show();
  }
}

const chip = (kind: Parameters<typeof kindText>[0], value: string, remove: () => void): HTMLElement =>
  h(
    "li",
    { class: "chip", "data-kind": kind },
    h("span", { class: "chip-kind" }, kindText(kind)),
    h("span", {}, value),
    h("button", { type: "button", class: "icon", "aria-label": t("picker.remove", { what: value }), onclick: remove }, "×"),
  );

const kindText = (kind: Group["kind"] | "Efectivo" | "Area"): string => t(`recipient.${kind}`);

function areaText(area: Area): string {
  return area.kind === "circle"
    ? t("picker.circleOf", { km: number(area.radiusM / 1000, 2) })
    : t("picker.polygonOf", { n: area.ring.length });
}
