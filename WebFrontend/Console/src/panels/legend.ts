import { language, number, t } from "../i18n";
import { AVAILABILITIES, numberOf } from "../live/availability";
import { glyph } from "../ui/glyph";
import { h, setText } from "../ui/h";

/** The meaning of the shapes, and how many of each are in view. */
export function legend(root: HTMLElement, byAvailability: () => readonly number[]): void {
  const rows = AVAILABILITIES.map((name) => {
    const label = h("span", { class: "legend-label" });
    const value = h("span", { class: "legend-value" });
    return { name, label, value, row: h("li", {}, glyph(numberOf(name)), label, value) };
  });
  const list = h("ul", {}, ...rows.map((r) => r.row));
  root.append(list);
  const draw = (): void => {
    const numbers = byAvailability();
    list.setAttribute("aria-label", t("legend.label"));
    for (const { name, label, value } of rows) {
      setText(label, t(`availability.${name}`));
      setText(value, number(numbers[numberOf(name)] ?? 0));
    }
  };
  language.watch(draw);
  setInterval(draw, 1000);
}
