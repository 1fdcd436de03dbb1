import type { Map as MapLibre } from "maplibre-gl";
import type { Place } from "../board/model";
import { t } from "../i18n";
import { field, numberInput } from "../ui/form";
import { h, setText } from "../ui/h";
import { isTyping } from "../ui/keys";
import { ShapeDrawing } from "./drawing";
import { cornersOf, isManifold, ringsOfText, textOfShape } from "./geometry";
import { FENCE_SHAPES, type FenceGeometry, type FenceShapeKind, shapeOf } from "./model";

const RADIUS_MAX_M = 100_000;
const RADIUS_BEGIN_M = 200;
const UNDO_MAX = 100;

/** The shape of a fence: drawn on the map, or written corner by corner; each shows the other. */
export class ShapeField {
  readonly element = h("fieldset", { class: "shape" });
  kind: FenceShapeKind;
  private geometry: FenceGeometry | null;
  private readonly drawing: ShapeDrawing;
  private readonly radius: HTMLInputElement;
  private readonly corners = h("textarea", { id: "f-corners", name: "corners", rows: 4, spellcheck: "false", "data-test": "corners" });
  private readonly hint = h("p", { class: "hint", role: "status", "data-test": "shape-hint" });
  private readonly kept = h("p", { class: "hint" }, "");
  private readonly hole = h("button", { type: "button", "data-test": "add-hole", onclick: () => this.beginHole() }, t("fence.hole"));
  private readonly back = h("button", { type: "button", "data-test": "shape-undo", onclick: () => this.undo() }, t("fence.undo"));
  /** Drawings that were asked for and do not take clicks yet. */
  private coming = 0;
  private readonly past: { geometry: FenceGeometry | null; kind: FenceShapeKind; radius: string }[] = [];

  constructor(
    map: MapLibre,
    known: { geometry: FenceGeometry | null; radiusM: number | null } | null,
    /** The circle moves with an efectivo and so has no place of its own. */
    private readonly moves: () => boolean,
  ) {
    this.geometry = known?.geometry ?? null;
    this.kind = known ? shapeOf(known.geometry) : "Circle";
    const radius = known?.radiusM ?? RADIUS_BEGIN_M;
    this.radius = numberInput("radiusM", this.kind === "Corridor" ? 2 * radius : radius, 1, 2 * RADIUS_MAX_M);
    this.drawing = new ShapeDrawing(map, ({ geometry, radiusM }) => this.drawn(geometry, radiusM));
    this.corners.addEventListener("change", () => this.written());
    this.radius.addEventListener("change", () => this.written());
    this.element.append(
      h("legend", {}, t("fence.shape")),
      h("div", { class: "segments" }, ...FENCE_SHAPES.map((kind) => this.choice(kind))),
      this.hint,
      h("div", { class: "move-row" }, this.hole, this.back),
      field("radiusM", this.radius),
      field("corners", this.corners),
      this.kept,
    );
    window.addEventListener("keydown", this.pressed);
    this.draw();
    if (this.geometry) void this.waitFor(this.drawing.show(this.geometry, known?.radiusM ?? null));
    else void this.waitFor(this.drawing.begin(this.kind));
  }

  end(): void {
    window.removeEventListener("keydown", this.pressed);
    this.drawing.end();
  }

  /** The owner has changed: a circle that moves needs no place. */
  update(): void {
    if (this.moves()) {
      this.kind = "Circle";
      this.drawing.clear();
    }
    this.draw();
  }

  /** The shape as the plan takes it; null geometry: nothing was drawn, or it moves. */
  read(): { geometry: FenceGeometry | null; radiusM: number | null } {
    const radius = Number(this.radius.value);
    const radiusM = this.kind === "Polygon" ? null : this.kind === "Corridor" ? radius / 2 : radius;
    return { geometry: this.moves() ? null : this.geometry, radiusM };
  }

  places(): Place[] {
    return cornersOf(this.geometry).map(([longitude, latitude]) => ({ latitude: latitude!, longitude: longitude! }));
  }

  private choice(kind: FenceShapeKind): HTMLElement {
    const input = h("input", {
      type: "radio",
      name: "shape",
      value: kind,
      checked: kind === this.kind,
      "data-test": `shape-${kind}`,
      onchange: () => this.choose(kind),
    });
    return h("label", { class: "segment" }, input, h("span", {}, t(`shape.${kind}`)));
  }

  /** The drawing code is loaded when it is first wanted. Until then clicks have no effect, and the field shows that it is busy. */
  private async waitFor(ready: Promise<void>): Promise<void> {
    this.coming++;
    this.element.setAttribute("aria-busy", "true");
    try {
      await ready;
    } finally {
      if (--this.coming === 0) this.element.removeAttribute("aria-busy");
    }
  }

  private beginHole(): void {
    setText(this.hint, t("fence.drawHole"));
    void this.waitFor(this.drawing.beginHole());
  }

  private choose(kind: FenceShapeKind): void {
    this.remember();
    this.kind = kind;
    this.geometry = null;
    this.draw();
    if (!this.moves()) void this.waitFor(this.drawing.begin(kind));
  }

  private drawn(geometry: FenceGeometry, radiusM: number | null): void {
    this.remember();
    this.geometry = geometry;
    if (radiusM !== null) this.radius.value = String(radiusM);
    this.draw();
  }

  private written(): void {
    const rings = ringsOfText(this.corners.value);
    if (rings === null) {
      setText(this.hint, t("fence.cornersRule"));
      return;
    }
    this.remember();
    const corners = rings.flat();
    const [first] = corners;
    if (!first) this.geometry = null;
    else if (this.kind === "Circle") this.geometry = { type: "Point", coordinates: first };
    else if (this.kind === "Corridor") this.geometry = { type: "LineString", coordinates: corners };
    else if (!isManifold(this.geometry) || this.corners.value !== textOfShape(this.geometry))
      this.geometry = { type: "Polygon", coordinates: rings.map((ring) => [...ring, ring[0]!]) };
    this.draw();
    const { geometry, radiusM } = this.read();
    // Fewer corners than a shape needs are not drawn, but sent as they are: the server says what is wrong with them.
    const enough = this.kind === "Circle" || (this.kind === "Corridor" ? corners.length > 1 : rings.every((ring) => ring.length > 2));
    if (geometry && enough) void this.waitFor(this.drawing.show(geometry, radiusM));
  }

  /** One step back: of what is being drawn the last corner, else the last change. */
  private undo(): void {
    if (this.drawing.undo()) return;
    const before = this.past.pop();
    if (!before) return;
    ({ geometry: this.geometry, kind: this.kind } = before);
    this.radius.value = before.radius;
    this.draw();
    const { geometry, radiusM } = this.read();
    if (geometry) void this.waitFor(this.drawing.show(geometry, radiusM));
    else if (!this.moves()) void this.waitFor(this.drawing.begin(this.kind));
  }

  private remember(): void {
    this.past.push({ geometry: this.geometry, kind: this.kind, radius: this.radius.value });
    if (this.past.length > UNDO_MAX) this.past.shift();
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
    event.preventDefault();
    this.undo();
  };

  private draw(): void {
    const moving = this.moves();
    for (const input of this.element.querySelectorAll<HTMLInputElement>("input[name=shape]")) {
      input.checked = input.value === this.kind;
      input.disabled = moving && input.value !== "Circle";
    }
    const text = textOfShape(this.geometry);
    if (this.corners.value !== text) this.corners.value = text;
    this.corners.closest<HTMLElement>(".field")!.hidden = moving;
    this.radius.closest<HTMLElement>(".field")!.hidden = this.kind === "Polygon";
    setText(this.element.querySelector("label[for=f-radiusM]")!, t(this.kind === "Corridor" ? "fence.width" : "field.radiusM"));
    setText(this.hint, moving ? t("fence.movesHint") : this.geometry ? t("fence.drawn") : t(`fence.draw.${this.kind}`));
    this.hole.hidden = this.geometry?.type !== "Polygon";
    this.back.hidden = moving;
    setText(this.kept, isManifold(this.geometry) ? t("fence.manifold") : "");
  }
}
