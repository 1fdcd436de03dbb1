/** Where the pointer is, and who waits for it to leave. A finger is nowhere once it is lifted. */
let over: Element | null = null;
let at: { x: number; y: number } | null = null;
const waiting = new Map<Element, () => void>();
/** The effects of a press are expected for so long, ms: by then most of them have come, and the next click is hardly aimed yet. */
const EXPECTED_MS = 1_000;
/** While the server has not answered, for so much longer, ms. */
const ANSWER_MS = 10_000;
/** Lists in which something was pressed, and until when what comes of it moves their rows under the pointer. */
const pressed = new Map<Element, number>();
let unanswered = 0;

let movedAt = Number.NEGATIVE_INFINITY;

/** How long the pointer has not moved, ms: a hand that rests aims at nothing. */
export const restedMs = (): number => performance.now() - movedAt;

export const isUnderPointer = (element: Element): boolean => over !== null && element.contains(over);

/** Whether the pointer is over a list in which nothing may move away from under it. */
export const isHeld = (list: Element): boolean => isUnderPointer(list) && !isExpecting(list);

const isExpecting = (list: Element): boolean =>
  performance.now() < (pressed.get(list) ?? Number.NEGATIVE_INFINITY) + (unanswered > 0 ? ANSWER_MS : 0);

/** The element under the pointer, when it is inside this one. */
export const underPointer = (root: Element): Element | null => (over !== null && over !== root && root.contains(over) ? over : null);

export const isPointerIn = (box: DOMRect): boolean =>
  at !== null && at.x >= box.left && at.x <= box.right && at.y >= box.top && at.y <= box.bottom;

/** Acts once the pointer is no longer over the element; the last of several acts for one element counts. */
export function whenLeft(element: Element, act: () => void): void {
  waiting.set(element, act);
}

/** Asks the server to change something: what a press that asked for it changes may come as late as just after the answer. */
export function expecting(answer: Promise<unknown>): void {
  forget();
  unanswered++;
  const answered = (): void => {
    forget();
    unanswered--;
    for (const list of pressed.keys()) pressed.set(list, performance.now() + EXPECTED_MS);
  };
  void answer.then(answered, answered);
}

/** Lists that the pointer has left, or whose time is over. */
function forget(): void {
  for (const list of pressed.keys()) if (!list.isConnected || !isUnderPointer(list) || !isExpecting(list)) pressed.delete(list);
}

function look(): void {
  forget();
  for (const [element, act] of waiting) {
    if (element.isConnected && isUnderPointer(element) && !isExpecting(element)) continue;
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
    movedAt = performance.now();
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
  // After the click's own listeners, because the click was about the rows that were there.
  window.addEventListener("click", (event) => {
    for (let e = event.target as Element | null; e instanceof Element; e = e.parentElement)
      if (e.hasAttribute("data-rows")) pressed.set(e, performance.now() + EXPECTED_MS);
    setTimeout(look);
  });
}
