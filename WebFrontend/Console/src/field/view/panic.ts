import { language, t } from "../../i18n";
import { h, setText } from "../../ui/h";
import type { Danger, DangerState } from "../danger";
import { onHold } from "./hold";

/** Danger: held for a second it calls the centre, and says what the centre knows. Never replaced while a finger is on it. */
export function panicButton(danger: Danger, on: { raise: () => void; putAway: () => void }): { element: HTMLElement; draw: () => void } {
  const word = h("span", { class: "word" });
  const how = h("span", { class: "how" });
  const button = h("button", { type: "button", class: "panic", "data-test": "campo-panic" }, word, how);
  const words = h("span", { "data-test": "campo-panic-said" });
  const away = h("button", { type: "button", class: "small", onclick: on.putAway });
  const said = h("div", { class: "panic-said", role: "alert", hidden: true }, words, away);
  onHold(button, on.raise);
  const draw = (): void => {
    const { status } = danger.state;
    button.dataset["status"] = status;
    setText(word, t("campo.panic"));
    setText(how, t("campo.panicHow"));
    const shown = sentence(danger.state);
    said.hidden = shown === "";
    said.dataset["status"] = status;
    setText(words, shown);
    away.hidden = status !== "cancelled" && status !== "refused";
    setText(away, t("campo.putAway"));
  };
  language.watch(draw);
  return { element: h("div", { class: "danger" }, said, button), draw };
}

/** The known state of the panic, and no more: that it rings, the person who has seen it, and the helpers on the way. */
export function sentence({ status, rule, unstored, seenBy = "", helpers = [] }: DangerState): string {
  const open = status === "raised" || status === "acknowledged";
  if (open && helpers.length > 0) return t("campo.panic.helped", { helpers: helpers.join(", ") });
  if (status === "raised" && unstored) return t("campo.panic.unstored");
  if (status === "acknowledged" && seenBy) return t("campo.panic.seenBy", { actor: seenBy });
  return status === "none" ? "" : t(`campo.panic.${status}`, { rule });
}
