/** Single keys that open things, while nobody is typing. */
export function hotkeys(keys: Record<string, () => void>): void {
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** Inputs that take no letters: keys mean there what they mean everywhere. */
const WORDLESS = new Set(["range", "checkbox", "radio", "button", "submit", "file", "color"]);

export const isTyping = (target: EventTarget | null): boolean =>
  (target instanceof HTMLInputElement && !WORDLESS.has(target.type)) ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement;
