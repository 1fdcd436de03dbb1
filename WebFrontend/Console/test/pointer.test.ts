import { beforeEach, expect, test, vi } from "vitest";

/** As much of an element as the pointer asks for. */
class Part {
  readonly isConnected = true;
  parentElement: Part | null = null;
  constructor(private readonly rows: boolean) {}
  hasAttribute = (name: string): boolean => this.rows && name === "data-rows";
  contains(other: Part | null): boolean {
    return other === this || (other?.parentElement ? this.contains(other.parentElement) : false);
  }
}

const heard = new Map<string, (event: object) => void>();
let pointer: typeof import("../src/ui/pointer");
let list: Part;
let row: Part;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal("Element", Part);
  vi.stubGlobal("window", { addEventListener: (type: string, listener: (event: object) => void) => heard.set(type, listener) });
  pointer = await import("../src/ui/pointer");
  list = new Part(true);
  row = new Part(false);
  row.parentElement = list;
  heard.get("pointerover")!({ target: row, clientX: 1, clientY: 1 });
});

const isHeld = (): boolean => pointer.isHeld(list as unknown as Element);
const click = (): void => heard.get("click")!({ target: row });

test("what a click changes is let through for a moment, and then the list under the pointer is held again", () => {
  expect(isHeld()).toBe(true);
  click();
  expect(isHeld()).toBe(false);
  vi.advanceTimersByTime(999);
  expect(isHeld()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(isHeld()).toBe(true);
});

test("every click has its own moment, and what waited for the pointer comes with it", () => {
  const came = vi.fn();
  pointer.whenLeft(list as unknown as Element, came);
  heard.get("pointerover")!({ target: row, clientX: 2, clientY: 2 });
  expect(came).not.toHaveBeenCalled();
  click();
  vi.advanceTimersByTime(900);
  expect(came).toHaveBeenCalledOnce();
  click();
  vi.advanceTimersByTime(900);
  expect(isHeld()).toBe(false);
  vi.advanceTimersByTime(100);
  expect(isHeld()).toBe(true);
});

test("what a click asked of the server is let through until a moment after the answer, but not without end", async () => {
  let answer = (): void => undefined;
  pointer.expecting(new Promise<void>((given) => (answer = given)));
  click();
  vi.advanceTimersByTime(5_000);
  expect(isHeld()).toBe(false);
  answer();
  await vi.advanceTimersByTimeAsync(999);
  expect(isHeld()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(isHeld()).toBe(true);

  pointer.expecting(new Promise<void>(() => undefined));
  click();
  vi.advanceTimersByTime(11_000);
  expect(isHeld()).toBe(true);
});

test("an answer that nothing was pressed for lets nothing through", async () => {
  click();
  vi.advanceTimersByTime(1_000);
  pointer.expecting(Promise.reject(new Error("refused")));
  await vi.advanceTimersByTimeAsync(0);
  expect(isHeld()).toBe(true);
});
