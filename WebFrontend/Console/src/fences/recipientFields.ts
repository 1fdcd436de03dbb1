import type { Recipients } from "../board/desk";
import { RECIPIENT_KINDS, type RecipientKind } from "../board/model";
import { t } from "../i18n";
import { h } from "../ui/h";
import { cornersOf, cornersOfText, textOfCorners } from "./geometry";
import type { FenceGeometry } from "./model";

/** The server takes so many. */
const RECIPIENTS_MAX = 100;
const RADIUS_MAX_M = 100_000;
const RADIUS_BEGIN_M = 500;

/** The shape of the fence from which an area can be taken. */
export interface ShapeNow {
  geometry: FenceGeometry | null;
  radiusM: number | null;
}

/** Nothing is sent while what is written for an area cannot be read: it would arrive as another area than was meant, or as none. */
export class UnreadCorners extends Error {
  constructor(readonly input: HTMLElement) {
    super("corners that cannot be read");
  }
}

interface Row {
  element: HTMLElement;
  /** @throws {UnreadCorners} */
  read: () => Recipients;
}

/** The recipients of a fence's command, a row each: by a word, or everybody inside an area. `*`: the efectivo of the event. */
export function recipientFields(known: readonly Recipients[], shape: () => ShapeNow): { element: HTMLElement; read: () => Recipients[] } {
  const list = h("ul", { class: "recipient-rows", "data-test": "reaction-recipients" });
  const rows = new Map<HTMLElement, Row>();
  const add = (recipients: Recipients): void => {
    if (rows.size >= RECIPIENTS_MAX) return;
    const row = recipientRow(recipients, shape, () => {
      rows.delete(row.element);
      row.element.remove();
    });
    rows.set(row.element, row);
    list.append(row.element);
  };
  for (const recipients of known.length > 0 ? known : [{ kind: "Efectivo" as const, value: "*" }]) add(recipients);
  return {
    element: h(
      "div",
      { class: "field" },
      h("span", { class: "field-label" }, t("field.recipients")),
      list,
      h(
        "div",
        { class: "move-row" },
        h(
          "button",
          {
            type: "button",
            "data-test": "add-recipient",
            onclick: () => {
              add({ kind: "Role", value: "" });
              list.lastElementChild?.querySelector("select")?.focus();
            },
          },
          t("fence.recipientAdd"),
        ),
      ),
    ),
    read: () => [...list.children].flatMap((e) => rows.get(e as HTMLElement)?.read() ?? []),
  };
}

function recipientRow(known: Recipients, shape: () => ShapeNow, remove: () => void): Row {
  const kind = h(
    "select",
    { "aria-label": t("picker.kind"), name: "recipientKind", onchange: () => draw() },
    ...RECIPIENT_KINDS.map((k) => h("option", { value: k, selected: k === known.kind }, t(`recipient.${k}`))),
  );
  const value = h("input", {
    "aria-label": t("picker.value"),
    name: "recipientValue",
    value: known.value ?? "",
    autocomplete: "off",
    spellcheck: "false",
  });
  const corners = h("textarea", { "aria-label": t("fence.areaCorners"), name: "recipientArea", rows: 2, spellcheck: "false" });
  const radius = h("input", {
    "aria-label": t("field.radiusM"),
    name: "recipientRadius",
    type: "number",
    min: 1,
    max: RADIUS_MAX_M,
    value: String(known.radiusM ?? RADIUS_BEGIN_M),
  });
  const places = known.ring ?? (known.centre ? [known.centre] : []);
  corners.value = textOfCorners(places.map((p) => [p.longitude, p.latitude]));
  const taken = h(
    "button",
    {
      type: "button",
      class: "small",
      "data-test": "recipient-shape",
      onclick: () => {
        const { geometry, radiusM } = shape();
        corners.value = textOfCorners(cornersOf(geometry?.type === "LineString" ? null : geometry));
        if (radiusM !== null) radius.value = String(radiusM);
      },
    },
    t("fence.areaOfFence"),
  );
  const area = h(
    "div",
    { class: "recipient-area" },
    corners,
    h("div", { class: "move-row" }, radius, h("span", { class: "at" }, "m"), taken),
    h("p", { class: "hint" }, t("fence.areaHint")),
  );
  const drop = h("button", { type: "button", class: "icon", "aria-label": t("fence.recipientRemove"), onclick: remove }, "×");
  const draw = (): void => {
    value.hidden = kind.value === "Area";
    area.hidden = !value.hidden;
    value.placeholder = kind.value === "Efectivo" ? "*" : "";
  };
  draw();
  return {
    element: h("li", {}, h("div", { class: "recipient-line" }, kind, value, drop), area),
    read: () => {
      const recipients = readRow(kind.value as RecipientKind, value.value.trim(), corners.value, Number(radius.value));
      if (!recipients) throw new UnreadCorners(corners);
      return recipients;
    },
  };
}

/** One corner is the centre of a circle, more are a polygon; too few or too many are sent as they are. Null: a line of them is no corner. */
export function readRow(kind: RecipientKind, value: string, text: string, radiusM: number): Recipients | null {
  if (kind !== "Area") return { kind, value };
  const corners = cornersOfText(text);
  if (!corners) return null;
  const places = corners.map(([longitude, latitude]) => ({ latitude: latitude!, longitude: longitude! }));
  return places.length === 1 ? { kind, value: "", centre: places[0]!, radiusM } : { kind, value: "", ring: places };
}
