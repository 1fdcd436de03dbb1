import { language, t } from "../../i18n";
import { AVAILABILITIES, numberOf } from "../../live/availability";
import { ruleText } from "../../session/refusal";
import { glyph } from "../../ui/glyph";
import { h, setText } from "../../ui/h";
import type { FieldLink } from "../fieldLink";

/** The availability of this efectivo, to be changed by one touch; shown as the centre reports it, not as it was wished. */
export function availabilityRow(link: FieldLink): HTMLElement {
  const said = h("p", { class: "said", role: "status" });
  const buttons = AVAILABILITIES.map((name) => {
    const label = h("span", {});
    const button = h(
      "button",
      {
        type: "button",
        "data-availability": name,
        onclick: () => {
          if (!link.wish(numberOf(name))) setText(said, t("campo.needsLink"));
        },
      },
      glyph(numberOf(name)),
      label,
    );
    return { name, label, button };
  });
  const group = h("div", { class: "row", role: "group" }, ...buttons.map((b) => b.button));
  const draw = (): void => {
    const { now, rule } = link.availability.value;
    group.setAttribute("aria-label", t("legend.label"));
    for (const { name, label, button } of buttons) {
      setText(label, t(`campo.availability.${name}`));
      button.setAttribute("aria-pressed", String(now === numberOf(name)));
    }
    setText(said, rule ? t("card.refused", { reason: ruleText(rule) }) : "");
  };
  language.watch(draw);
  link.availability.watch(draw);
  return h("section", { class: "availability" }, group, said);
}
