import { type TextKey, t } from "../i18n";
import { h, setText } from "./h";

/**
 * A list of live rows, each with a `data-key`, to be filled by `patch`: under the pointer they stand still. `fresh` says meanwhile how
 * many wait; `draw` is called when the pointer has left.
 */
export function liveRows<K extends "ol" | "ul" | "div">(
  tag: K,
  props: Record<string, unknown>,
  draw: () => void,
  words: TextKey = "rows.fresh",
): { list: HTMLElementTagNameMap[K]; fresh: HTMLElement } {
  const fresh = h("p", { class: "rows-fresh", role: "status", "data-test": "rows-fresh" });
  const told = (event: CustomEvent<number>): void => setText(fresh, event.detail > 0 ? t(words, { n: event.detail }) : "");
  return { list: h(tag, { "data-rows": true, onwaiting: told, onrelease: draw, ...props }), fresh };
}
