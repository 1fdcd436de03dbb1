import { language, type TextKey, t } from "../i18n";
import { h } from "../ui/h";

/** Nearer, farther, and back to where everybody is: for those without a wheel. */
export function zoom(root: HTMLElement, on: { nearer: () => void; farther: () => void; everybody: () => void }): void {
  const button = (text: string, key: TextKey, act: () => void): HTMLElement => {
    const made = h("button", { type: "button", class: "icon", onclick: act }, text);
    language.watch(() => {
      made.title = t(key);
      made.setAttribute("aria-label", t(key));
    });
    return made;
  };
  root.append(button("+", "tool.zoomIn", on.nearer), button("−", "tool.zoomOut", on.farther), button("◎", "tool.home", on.everybody));
}
