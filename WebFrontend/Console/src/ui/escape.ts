/** The open things that Escape closes, the last one first. */
const open: (() => void)[] = [];

/** Says that something has opened; the answer says that it is closed. */
export function closesOnEscape(close: () => void): () => void {
  open.push(close);
  return () => {
    const at = open.lastIndexOf(close);
    if (at >= 0) open.splice(at, 1);
  };
}

if (typeof window !== "undefined") {
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) open.at(-1)?.();
  });
}
