import { signal } from "../signal";
import { en } from "./en";
import { type Catalogue, es } from "./es";

export type Language = "es" | "en";
export type TextKey = keyof Catalogue;

const KEY = "gad.language";
const catalogues: Record<Language, Catalogue> = { es, en };

export const language = signal<Language>(typeof localStorage !== "undefined" && localStorage.getItem(KEY) === "en" ? "en" : "es");

export function setLanguage(next: Language): void {
  localStorage.setItem(KEY, next);
  language.set(next);
}

/** The text for the operator, in the language that is set. */
export function t(key: TextKey, fill: Record<string, string | number> = {}): string {
  return catalogues[language.value][key].replace(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ""));
}

/** Whether the catalogue has a text of that name. */
export const has = (key: string): key is TextKey => key in es;

/** Numbers as people of that language write them. */
export function number(value: number, fractionDigits = 0): string {
  const tag = language.value === "es" ? "es-AR" : "en-GB";
  return value.toLocaleString(tag, { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits });
}
