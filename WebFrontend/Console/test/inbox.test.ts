import { expect, test } from "vitest";
import { Front } from "../src/field/front";
import { Inbox, isOver, wantsAnswer } from "../src/field/inbox";
import { command } from "./commands";
import { memory } from "./memory";

const inbox = () => new Inbox(memory([]));

test("a command that is told twice is there once, and only the first time is news", () => {
  const box = inbox();
  expect(box.receive(command("c-1"))).toBe(true);
  box.advance("c-1", "Accepted");
  expect(box.receive(command("c-1"))).toBe(false);
  expect(box.all.map((c) => c.step)).toEqual(["Accepted"]);
});

test("steps go forward only, nothing follows a refusal, and who has accepted cannot refuse", () => {
  const box = inbox();
  box.receive(command("c-1"));
  expect(box.advance("c-1", "Accepted")).toBe(true);
  expect(box.advance("c-1", "Seen")).toBe(false);
  expect(box.advance("c-1", "Accepted")).toBe(false);
  expect(box.advance("c-1", "Refused")).toBe(false);
  box.receive(command("c-2"));
  box.advance("c-2", "Refused");
  expect(box.advance("c-2", "EnRoute")).toBe(false);
  expect(box.advance("unknown", "Seen")).toBe(false);
});

test("who has accepted can say that it is unable, and that ends it", () => {
  const box = inbox();
  box.receive(command("c-1"));
  expect(box.advance("c-1", "Unable")).toBe(false);
  box.advance("c-1", "Accepted");
  box.advance("c-1", "OnScene");
  expect(box.advance("c-1", "Unable")).toBe(true);
  expect(isOver(box.find("c-1")!)).toBe(true);
  expect(box.advance("c-1", "Done")).toBe(false);
});

test("what the centre says for this person brings it on, never back", () => {
  const box = inbox();
  box.receive(command("c-1"));
  box.follow("c-1", "EnRoute", "op-1");
  expect(box.find("c-1")).toMatchObject({ step: "EnRoute", note: "op-1", isTold: true });
  expect(wantsAnswer(box.find("c-1")!)).toBe(false);
  box.advance("c-1", "OnScene");
  box.follow("c-1", "Accepted", "op-1");
  expect(box.find("c-1")).toMatchObject({ step: "OnScene", note: "", isTold: false });
});

test("who wants an answer comes first, critical before the rest, then the older", () => {
  const box = inbox();
  box.receive(command("routine", { class: "Routine" }));
  box.receive(command("accepted"));
  box.advance("accepted", "Accepted");
  box.receive(command("late", { issuedAt: "2026-11-24T12:00:30.000Z" }));
  box.receive(command("early"));
  box.receive(command("done"));
  box.advance("done", "Done");
  expect(box.inOrder().map((c) => c.command.commandId)).toEqual(["early", "late", "routine", "accepted", "done"]);
});

test("a deadline that passes without a word ends it here too; an answer given before stands", () => {
  const box = inbox();
  box.receive(command("silent"));
  box.receive(command("answered"));
  box.advance("answered", "Accepted");
  expect(box.expire(Date.parse("2026-11-24T12:01:59Z"))).toBe(false);
  expect(box.expire(Date.parse("2026-11-24T12:02:00Z"))).toBe(true);
  expect(box.find("silent")?.step).toBe("Expired");
  expect(box.find("answered")?.step).toBe("Accepted");
});

test("a notice asks until it is put away, whatever its deadline", () => {
  const box = inbox();
  box.receive(command("n", { kind: "Notice" }));
  box.advance("n", "Seen");
  box.expire(Date.parse("2027-01-01T00:00:00Z"));
  expect(wantsAnswer(box.find("n")!)).toBe(true);
  box.putAway("n");
  expect(wantsAnswer(box.find("n")!)).toBe(false);
  expect(isOver(box.find("n")!)).toBe(true);
});

test("what is over is forgotten beyond thirty, what is open never", () => {
  const box = inbox();
  box.receive(command("open"));
  for (let i = 0; i < 50; i++) {
    box.receive(command(`c-${i}`));
    box.advance(`c-${i}`, "Done");
  }
  expect(box.find("open")).toBeDefined();
  expect(box.find("c-0")).toBeUndefined();
  expect(box.find("c-49")).toBeDefined();
});

test("what is being answered stays in front; only a new critical one pushes in, once", () => {
  const box = inbox();
  const front = new Front();
  const now = () => front.pick(box.inOrder())?.command.commandId;
  box.receive(command("first", { class: "Operational" }));
  expect(now()).toBe("first");
  box.receive(command("older", { class: "Operational", issuedAt: "2026-11-24T11:00:00.000Z" }));
  expect(now()).toBe("first");
  box.receive(command("critical"));
  expect(now()).toBe("critical");
  expect(front.isFresh).toBe(true);
  front.choose("first");
  expect(now()).toBe("first");
  expect(front.isFresh).toBe(false);
});

test("after an answer the next one that wants one comes to the front", () => {
  const box = inbox();
  const front = new Front();
  box.receive(command("a"));
  box.receive(command("b"));
  expect(front.pick(box.inOrder())?.command.commandId).toBe("a");
  box.advance("a", "Accepted");
  expect(front.pick(box.inOrder())?.command.commandId).toBe("b");
  box.advance("b", "Refused");
  expect(front.pick(box.inOrder())?.command.commandId).toBe("a");
});
