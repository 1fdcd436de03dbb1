import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Seen } from "../src/field/seen";

let inView: boolean;
let seen: string[];
const watcher = () => new Seen({ isInView: () => inView, seen: (id) => seen.push(id) });

beforeEach(() => {
  vi.useFakeTimers();
  inView = true;
  seen = [];
});
afterEach(() => vi.useRealTimers());

test("what was on a visible screen for a second was seen, once", () => {
  const watch = watcher();
  watch.look("c-1");
  vi.advanceTimersByTime(500);
  watch.look("c-1");
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(seen).toEqual(["c-1"]);
});

test("a screen that is off, or turned off before the second is over, has shown nothing", () => {
  const watch = watcher();
  inView = false;
  watch.look("c-1");
  vi.advanceTimersByTime(5_000);
  inView = true;
  watch.look("c-1");
  vi.advanceTimersByTime(900);
  inView = false;
  watch.look("c-1");
  vi.advanceTimersByTime(5_000);
  expect(seen).toEqual([]);
  inView = true;
  watch.look("c-1");
  vi.advanceTimersByTime(1_000);
  expect(seen).toEqual(["c-1"]);
});

test("another command in front begins its own second", () => {
  const watch = watcher();
  watch.look("c-1");
  vi.advanceTimersByTime(900);
  watch.look("c-2");
  vi.advanceTimersByTime(900);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(seen).toEqual(["c-2"]);
});
