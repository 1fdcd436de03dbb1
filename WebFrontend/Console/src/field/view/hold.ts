/** How long a finger rests on it before it acts, ms: long enough that a pocket does not, short enough for fear. */
export const HOLD_MS = 1_000;

/** Acts when the button was held for a second, by finger or by key; `--held` (0..1) gives the style the progress. */
export function onHold(button: HTMLElement, act: () => void): void {
  let since: number | null = null;
  const end = (): void => {
    since = null;
    button.style.setProperty("--held", "0");
    button.classList.remove("holding");
  };
  const look = (): void => {
    if (since === null) return;
    const part = Math.min(1, (performance.now() - since) / HOLD_MS);
    button.style.setProperty("--held", String(part));
    if (part < 1) return;
    end();
    act();
  };
  const step = (): void => {
    look();
    if (since !== null) requestAnimationFrame(step);
  };
  // A phone that is too busy to draw a frame in time has been held all the same.
  const released = (): void => {
    look();
    end();
  };
  const begin = (): void => {
    if (since !== null) return;
    since = performance.now();
    button.classList.add("holding");
    navigator.vibrate?.(30);
    requestAnimationFrame(step);
  };
  const isKey = (event: KeyboardEvent): boolean => event.key === " " || event.key === "Enter";
  button.addEventListener("pointerdown", (event) => {
    button.setPointerCapture(event.pointerId);
    begin();
  });
  button.addEventListener("pointerup", released);
  for (const over of ["pointercancel", "lostpointercapture", "blur"]) button.addEventListener(over, end);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("keydown", (event) => {
    if (!isKey(event)) return;
    event.preventDefault();
    begin();
  });
  button.addEventListener("keyup", (event) => isKey(event) && released());
}
