import { language, t } from "../../i18n";
import { h, setText } from "../../ui/h";
import { codeOf, developmentTokenFor, type FieldSession } from "../fieldSession";

/** A code opens a development installation; elsewhere the token of the administration is pasted. */
export function entry(root: HTMLElement, session: FieldSession, entered: () => void): void {
  const title = h("h1", {});
  const why = h("p", { role: "alert", "data-test": "entry-why" });
  const label = h("label", { for: "entry-code" });
  const input = h("input", { id: "entry-code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", required: true });
  const enter = h("button", { type: "submit", class: "big" });
  let said: "" | "login.refused" | "campo.entryNoIssuer" | "campo.entryNoCode" = "";
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const given = input.value.trim();
    const token = isToken(given) ? given : await developmentTokenFor(given.toUpperCase());
    said = !token ? "campo.entryNoIssuer" : codeOf(token) === "" ? "campo.entryNoCode" : "";
    if (token && said === "") {
      input.value = "";
      session.given(token);
      entered();
    }
    draw();
  };
  root.append(
    h(
      "form",
      { onsubmit: (event: Event) => void submit(event) },
      h("div", { class: "mark", "aria-hidden": "true" }, "GAD"),
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
    setText(title, t("campo.title"));
    setText(label, t("campo.entryLabel"));
    setText(enter, t("login.enter"));
    setText(why, said ? t(said) : reason && reason !== "none" ? t(`login.${reason}`) : "");
  };
  language.watch(draw);
  session.asking.watch(draw);
}

const isToken = (text: string): boolean => text.split(".").length === 3;
