import { t } from "../i18n";
import { reasonOf } from "../session/refusal";
import { h } from "./h";

export const REASON_MAX = 500;

/** Asks for a reason in place, does it, and shows the refusal when there is one. */
export function askReason(root: HTMLElement, title: string, act: (reason: string) => Promise<unknown>, required = true): void {
  const input = h("input", { id: "ask-reason", maxlength: REASON_MAX, autocomplete: "off", required, "data-test": "reason" });
  const said = h("p", { class: "said refused", role: "alert" });
  const close = (): void => root.replaceChildren();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const button = form.querySelector("button")!;
    button.disabled = true;
    try {
      await act(input.value.trim());
      close();
    } catch (failure) {
      said.textContent = reasonOf(failure);
      button.disabled = false;
    }
  };
  const form = h(
    "form",
    {
      class: "ask",
      onsubmit: (event: Event) => void submit(event),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      },
    },
    h("label", { for: "ask-reason" }, title),
    input,
    h(
      "div",
      { class: "ask-buttons" },
      h("button", { type: "submit", class: "primary", "data-test": "reason-confirm" }, t("do.confirm")),
      h("button", { type: "button", onclick: close }, t("do.back")),
    ),
    said,
  );
  root.replaceChildren(form);
  input.focus();
}
