import { language, t } from "../i18n";
import type { Session } from "../session/session";
import { h, setText } from "../ui/h";

/** The small form that takes a token, up only while one is needed. */
export function login(root: HTMLElement, session: Session, entered: () => void): void {
  const title = h("h2", { id: "login-title" });
  const why = h("p", { id: "login-why", role: "alert", "data-test": "login-why" });
  const label = h("label", { for: "login-token" });
  const input = h("input", { id: "login-token", type: "password", autocomplete: "off", required: true, "aria-describedby": "login-why" });
  const enter = h("button", { type: "submit", class: "primary" });
  const submit = (event: Event): void => {
    event.preventDefault();
    session.given(input.value);
    input.value = "";
    entered();
  };
  root.append(
    h(
      "form",
      { role: "dialog", "aria-modal": "true", "aria-labelledby": "login-title", onsubmit: submit },
      title,
      why,
      label,
      input,
      enter,
    ),
  );
  const draw = (): void => {
    const reason = session.asking.value;
    root.hidden = reason === null;
    setText(title, t("login.title"));
    setText(label, t("login.token"));
    setText(enter, t("login.enter"));
    setText(why, reason ? t(`login.${reason}`) : "");
  };
  language.watch(draw);
  session.asking.watch((reason) => {
    draw();
    if (reason) input.focus();
  });
}
