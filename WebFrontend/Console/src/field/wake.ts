/** A phone that sleeps receives nothing. Its screen stays on while this page is in front, where the browser can do that. */
export function keepAwake(): void {
  const hold = (): void => {
    if (document.visibilityState === "visible") void navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", hold);
  hold();
}
