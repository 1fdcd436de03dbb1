import { language, setLanguage, t } from "../i18n";
import { h, setText } from "../ui/h";
import { theme, toggleTheme } from "../ui/theme";

/** The top bar: name, search, the desk, state, and the two toggles. */
export function bar(root: HTMLElement, search: HTMLElement, nav: HTMLElement, status: HTMLElement): void {
  const languageButton = h("button", {
    type: "button",
    class: "tool",
    "data-test": "language",
    onclick: () => setLanguage(language.value === "es" ? "en" : "es"),
  });
  const themeButton = h("button", { type: "button", class: "tool", "data-test": "theme", onclick: toggleTheme });
  root.append(h("h1", { class: "brand" }, "GAD"), search, nav, status, h("div", { class: "tools" }, languageButton, themeButton));
  const words = (): void => {
    document.documentElement.lang = language.value;
    document.title = t("title");
    setText(languageButton, t("tool.language"));
    languageButton.title = t("tool.languageTitle");
    languageButton.lang = language.value === "es" ? "en" : "es";
    setText(themeButton, t(theme.value === "dark" ? "tool.light" : "tool.dark"));
  };
  language.watch(words);
  theme.watch(words);
}
