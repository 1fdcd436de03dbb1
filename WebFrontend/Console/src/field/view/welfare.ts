import { t } from "../../i18n";
import { duration } from "../../i18n/duration";
import { h, setText } from "../../ui/h";
import type { Welfare } from "../welfare";

/** "I am well": always there, insisting when it is due. */
export function welfareButton(welfare: Welfare, say: () => void, now: () => number): { element: HTMLElement; draw: () => void } {
  const word = h("span", { class: "word" });
  const due = h("span", { class: "how", "data-test": "campo-due" });
  const element = h("button", { type: "button", class: "welfare", "data-test": "campo-check-in", onclick: say }, word, due);
  const draw = (): void => {
    const left = welfare.dueInS(now());
    element.dataset["due"] = String(welfare.isDue(now()));
    setText(word, t("campo.well"));
    if (welfare.state.saidAt) setText(due, t("campo.wellSending"));
    else if (left === null) setText(due, t("campo.wellNone"));
    else setText(due, left >= 0 ? t("campo.wellIn", { time: duration(left) }) : t("campo.wellLate", { time: duration(-left) }));
    const { everyS, setBy = "" } = welfare.state;
    element.title = everyS > 0 && setBy ? t("campo.wellSetBy", { actor: setBy, time: duration(everyS) }) : "";
  };
  return { element, draw };
}
