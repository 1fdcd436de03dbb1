/** Where the pointer is, and who waits for it to leave. A finger is nowhere once it is lifted. */
let over: Element | null = null;
let at: { x: number; y: number } | null = null;
const waiting = new Map<Element, () => void>();
/** Lists in which something was pressed: what comes of it is expected, until the pointer has left. */
const pressed = new Set<Element>();

export const isUnderPointer = (element: Element): boolean => over !== null && element.contains(over);

/** Whether the pointer is over a list in which nothing may move away from under it. */
export const isHeld = (list: Element): boolean => isUnderPointer(list) && !pressed.has(list);

/** The element under the pointer, when it is inside this one. */
export const underPointer = (root: Element): Element | null => (over !== null && over !== root && root.contains(over) ? over : null);

export const isPointerIn = (box: DOMRect): boolean =>
  at !== null && at.x >= box.left && at.x <= box.right && at.y >= box.top && at.y <= box.bottom;

/** Acts once the pointer is no longer over the element; the last of several acts for one element counts. */
export function whenLeft(element: Element, act: () => void): void {
  waiting.set(element, act);
}

function look(): void {
  for (const list of pressed) if (!list.isConnected || !isUnderPointer(list)) pressed.delete(list);
  for (const [element, act] of waiting) {
    if (element.isConnected && isUnderPointer(element) && !pressed.has(element)) continue;
    waiting.delete(element);
    if (element.isConnected) act();
  }
}

if (typeof window !== "undefined") {
  const to = (element: EventTarget | null): void => {
    over = element instanceof Element ? element : null;
    if (!over) at = null;
    look();
  };
  const moved = (event: PointerEvent): void => {
    at = { x: event.clientX, y: event.clientY };
  };
  window.addEventListener("pointermove", moved, true);
  window.addEventListener(
    "pointerover",
    (event) => {
      moved(event);
      to(event.target);
    },
    true,
  );
  window.addEventListener("pointerout", (event) => event.relatedTarget === null && to(null), true);
  for (const end of ["pointerup", "pointercancel"] as const)
    window.addEventListener(end, (event) => event.pointerType === "touch" && setTimeout(() => to(null)), true);
  // After the click itself has been heard: it was about what was there.
  window.addEventListener("click", (event) => {
    for (let e = event.target as Element | null; e instanceof Element; e = e.parentElement) if (e.hasAttribute("data-rows")) pressed.add(e);
    setTimeout(look);
  });
}
