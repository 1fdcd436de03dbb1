import { language, t } from "../i18n";
import { numberOf } from "../live/availability";
import type { Api } from "../session/api";
import type { EfectivoSummary } from "../session/resources";
import { glyph } from "../ui/glyph";
import { h } from "../ui/h";

const DELAY_MS = 180;

/** Finds an efectivo by code or name: `/` focuses, arrows choose, Enter goes there, Escape leaves. */
export function search(api: Api, chosen: (efectivo: EfectivoSummary) => void): HTMLElement {
  const input = h("input", {
    type: "search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-controls": "search-list",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "data-test": "search",
  });
  const list = h("ul", { id: "search-list", role: "listbox", hidden: true });
  const note = h("p", { class: "search-note", role: "status", hidden: true });
  const box = h("div", { class: "search", role: "search" }, input, h("kbd", { "aria-hidden": "true" }, "/"), list, note);
  let found: EfectivoSummary[] = [];
  let active = -1;
  let delay: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;
  /** The text that `found` answers. */
  let answered = "";

  const close = (): void => {
    clearTimeout(delay);
    running?.abort();
    found = [];
    active = -1;
    answered = "";
    draw("");
  };
  const take = (e: EfectivoSummary): void => {
    input.value = "";
    input.blur();
    close();
    chosen(e);
  };
  const draw = (said: string): void => {
    list.replaceChildren(...found.map((e, i) => option(e, i, i === active, take)));
    list.hidden = found.length === 0;
    note.hidden = said === "";
    note.textContent = said;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (active >= 0) input.setAttribute("aria-activedescendant", `search-${active}`);
    else input.removeAttribute("aria-activedescendant");
  };
  const find = async (): Promise<void> => {
    clearTimeout(delay);
    running?.abort();
    const mine = (running = new AbortController());
    const wanted = input.value.trim();
    if (wanted === "") return close();
    try {
      const answer = await api.get<EfectivoSummary[]>(`/api/v1/efectivos?q=${encodeURIComponent(wanted)}`, mine.signal);
      if (mine.signal.aborted) return;
      found = answer;
      answered = wanted;
      active = found.length > 0 ? 0 : -1;
      draw(found.length === 0 ? t("search.none") : "");
    } catch {
      if (mine.signal.aborted) return;
      found = [];
      draw(t("search.failed"));
    }
  };
  /** A person who types a code faster than it is found means that code, not the results of its beginning. */
  const enter = async (): Promise<void> => {
    if (answered !== input.value.trim()) await find();
    const chosen = found[active];
    if (chosen && answered === input.value.trim()) take(chosen);
  };
  input.addEventListener("input", () => {
    clearTimeout(delay);
    delay = setTimeout(() => void find(), DELAY_MS);
  });
  input.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      active = (active + step + found.length) % found.length;
      draw("");
    } else if (event.key === "Enter") {
      void enter();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      input.value = "";
      input.blur();
      close();
    }
  });
  input.addEventListener("blur", () => setTimeout(() => document.activeElement !== input && close(), 150));
  window.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
  language.watch(() => {
    input.placeholder = t("search.placeholder");
    input.setAttribute("aria-label", t("search.label"));
    list.setAttribute("aria-label", t("search.results"));
  });
  return box;
}

function option(e: EfectivoSummary, i: number, active: boolean, take: (e: EfectivoSummary) => void): HTMLElement {
  // mousedown, not click: the input loses its focus in between, and with it the list would be gone.
  const pick = (event: Event): void => {
    event.preventDefault();
    take(e);
  };
  return h(
    "li",
    { id: `search-${i}`, role: "option", "aria-selected": String(active), onmousedown: pick },
    glyph(numberOf(e.availability)),
    h("span", { class: "code" }, e.efectivoId),
    h("span", { class: "name" }, e.displayName),
    h("span", { class: "unit" }, e.unit),
  );
}
