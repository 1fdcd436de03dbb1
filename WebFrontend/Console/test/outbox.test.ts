import { expect, test } from "vitest";
import type { LadderStep } from "../src/board/model";
import { Outbox, REPEAT_MS } from "../src/field/outbox";
import { memory } from "./memory";

const ack = (commandId: string, step: LadderStep) => ({ commandId, step, at: "2026-11-24T12:00:01.000Z", reason: "", position: null });
const steps = (box: Outbox, now: number) => box.due(now).map((a) => `${a.commandId} ${a.step}`);

test("a step is said again until the centre has it, and not before its time", () => {
  const box = new Outbox(memory([]));
  box.add(ack("c-1", "Delivered"));
  const [first] = box.due(0);
  box.markSent(first!, 0);
  expect(box.due(REPEAT_MS - 1)).toEqual([]);
  expect(steps(box, REPEAT_MS)).toEqual(["c-1 Delivered"]);
  box.confirm("c-1", "Delivered");
  expect(box.due(1e9)).toEqual([]);
});

test("the same step is kept once", () => {
  const box = new Outbox(memory([]));
  box.add(ack("c-1", "Accepted"));
  box.add(ack("c-1", "Accepted"));
  expect(box.waiting).toHaveLength(1);
});

test("what follows an acceptance waits for its confirmation, other commands do not", () => {
  const box = new Outbox(memory([]));
  for (const step of ["Delivered", "Seen", "Accepted", "EnRoute"] as const) box.add(ack("c-1", step));
  box.add(ack("c-2", "Refused"));
  expect(steps(box, 0)).toEqual(["c-1 Delivered", "c-1 Seen", "c-1 Accepted", "c-2 Refused"]);
  box.confirm("c-1", "Accepted");
  expect(steps(box, 0)).toContain("c-1 EnRoute");
});

test("a sent acceptance still holds back what follows it", () => {
  const box = new Outbox(memory([]));
  box.add(ack("c-1", "Accepted"));
  box.add(ack("c-1", "OnScene"));
  box.markSent(box.due(0)[0]!, 0);
  expect(box.due(1)).toEqual([]);
});

test("a new session says everything again, also after a restart of the page", () => {
  const kept = memory([]);
  const before = new Outbox(kept);
  before.add(ack("c-1", "Accepted"));
  before.markSent(before.due(0)[0]!, 0);
  before.beginSession();
  expect(steps(before, 1)).toEqual(["c-1 Accepted"]);
  expect(steps(new Outbox(kept), 0)).toEqual(["c-1 Accepted"]);
});

test("a withdrawn command leaves nothing to say", () => {
  const box = new Outbox(memory([]));
  box.add(ack("c-1", "Accepted"));
  box.add(ack("c-2", "Accepted"));
  box.drop("c-1");
  expect(steps(box, 0)).toEqual(["c-2 Accepted"]);
});
