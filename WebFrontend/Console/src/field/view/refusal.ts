import { t } from "../../i18n";
import { h } from "../../ui/h";

/** The protocol takes 500 characters. */
const REASON_MAX = 500;
const REASONS = ["busy", "far", "vehicle", "hurt"] as const;

const WORDS = {
  refuse: { title: "campo.why", send: "campo.refuse" },
  unable: { title: "campo.whyUnable", send: "campo.sayUnable" },
} as const;

/** Why not, or why not any more: four common reasons as large buttons, or words of one's own. */
export function refusalSheet(root: HTMLElement, what: keyof typeof WORDS, done: (reason: string | null) => void): void {
  const close = (reason: string | null): void => {
    root.hidden = true;
    root.replaceChildren();
    done(reason);
  };
  const own = h("textarea", { id: "refusal-own", rows: "2", maxlength: REASON_MAX, "data-test": "campo-reason" });
  const send = (event: Event): void => {
    event.preventDefault();
    const reason = own.value.trim();
    if (reason) close(reason);
    else own.focus();
  };
  root.replaceChildren(
    h(
      "form",
      {
        class: "sheet",
        role: "dialog",
        "aria-modal": "true",
        "aria-labelledby": "refusal-title",
        onsubmit: send,
        onkeydown: (event: KeyboardEvent) => event.key === "Escape" && close(null),
      },
      h("h2", { id: "refusal-title" }, t(WORDS[what].title)),
      ...REASONS.map((key) =>
        h("button", { type: "button", class: "small", onclick: () => close(t(`campo.reason.${key}`)) }, t(`campo.reason.${key}`)),
      ),
      h("label", { for: "refusal-own" }, t("campo.reason.other")),
      own,
      h("button", { type: "submit", class: "refuse" }, t(WORDS[what].send)),
      h("button", { type: "button", class: "small", onclick: () => close(null) }, t("campo.back")),
    ),
  );
  root.hidden = false;
  root.querySelector("button")?.focus();
}
