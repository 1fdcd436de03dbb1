import { has, type TextKey, t } from "../i18n";
import { h } from "./h";

/** Fields of forms: labelled by `field.NAME` of the catalogue. */
export function field(name: string, input: HTMLElement): HTMLElement {
  const key = `field.${name}`;
  return h("div", { class: "field" }, h("label", { for: input.id }, has(key) ? t(key) : name), input);
}

export const textInput = (name: string, value: string, more: Record<string, unknown> = {}): HTMLInputElement =>
  h("input", { id: `f-${name}`, name, value, autocomplete: "off", spellcheck: "false", ...more });

export const numberInput = (name: string, value: number, min: number, max: number): HTMLInputElement =>
  h("input", { id: `f-${name}`, name, value: String(value), type: "number", min, max });

export function textArea(name: string, value: string, rows: number, maxlength: number): HTMLTextAreaElement {
  const area = h("textarea", { id: `f-${name}`, name, rows, maxlength });
  area.value = value;
  return area;
}

/** Choices whose words are `PREFIX.VALUE` of the catalogue. */
export const select = <T extends string>(name: string, values: readonly T[], prefix: string, chosen: T): HTMLSelectElement =>
  h(
    "select",
    { id: `f-${name}`, name },
    ...values.map((v) => h("option", { value: v, selected: v === chosen }, t(`${prefix}.${v}` as TextKey))),
  );
