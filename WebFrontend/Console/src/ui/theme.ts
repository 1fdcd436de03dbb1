import { dark, light, type Palette } from "../map/palette";
import { signal } from "../signal";

export type Theme = "dark" | "light";

const KEY = "gad.theme";
const system = window.matchMedia("(prefers-color-scheme: light)");
const chosen = (): Theme | null => {
  const kept = localStorage.getItem(KEY);
  return kept === "dark" || kept === "light" ? kept : null;
};

/** Dark or light: the system's until somebody chooses. */
export const theme = signal<Theme>(chosen() ?? (system.matches ? "light" : "dark"));

export const palette = (): Palette => (theme.value === "light" ? light : dark);

export function toggleTheme(): void {
  const next: Theme = theme.value === "dark" ? "light" : "dark";
  localStorage.setItem(KEY, next);
  theme.set(next);
}

system.addEventListener("change", () => {
  if (!chosen()) theme.set(system.matches ? "light" : "dark");
});
theme.watch((t) => document.documentElement.setAttribute("data-theme", t));
