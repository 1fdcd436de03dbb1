import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FieldLink } from "../src/field/fieldLink";
import { FieldState } from "../src/field/fieldState";
import { LadderStep, StepOutcome } from "../src/generated/gad/v1/commands_pb";
import { ServerClock } from "../src/live/clock";
import { FakeSocket } from "./gateway";
import { storage } from "./memory";

let rang: string[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.all = [];
  rang = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page that starts, or starts again: what it kept is in the browser's storage. */
async function open(): Promise<{ link: FieldLink; state: FieldState; socket: () => FakeSocket }> {
  const state = new FieldState("E-0417");
  const link = new FieldLink({
    url: "ws://x/live",
    clock: new ServerClock(),
    state,
    device: "phone",
    token: async () => "t",
    changed: () => undefined,
    rang: (id) => rang.push(id),
  });
  await link.open();
  return { link, state, socket: () => FakeSocket.all.at(-1)! };
}

const attached = (socket: FakeSocket, resumed = false): void => {
  socket.welcome();
  socket.tell({ case: "attached", value: { efectivoId: "E-0417", resumeToken: "r", resumed } });
};
const order = (commandId: string) => ({ case: "command", value: { commandId, class: 1, kind: 1, text: "Go" } }) as const;
const result = (commandId: string, step: LadderStep, outcome = StepOutcome.RECORDED, stands: LadderStep = step) =>
  ({ case: "commandAckResult", value: { commandId, step, outcome, stands, rule: outcome === StepOutcome.RECORDED ? "" : "why" } }) as const;
const accept = (state: FieldState, id: string): void => {
  state.inbox.advance(id, "Accepted");
  state.outbox.add({ commandId: id, step: "Accepted", at: new Date().toISOString(), reason: "", position: null });
};

test("a command rings, and that it has arrived is said at once", async () => {
  const { socket, state } = await open();
  attached(socket());
  socket().tell(order("c-1"), 1n);
  expect(rang).toEqual(["c-1"]);
  expect(socket().heard("commandAck")).toMatchObject([{ commandId: "c-1", step: LadderStep.DELIVERED }]);
  expect(state.inbox.find("c-1")?.step).toBe("Delivered");
});

test("an answer given without a network is said after it is back, until the centre has it, and rings no second time", async () => {
  const { socket, state } = await open();
  attached(socket());
  socket().tell(order("c-1"), 1n);
  socket().tell(result("c-1", LadderStep.DELIVERED));
  socket().drop();
  accept(state, "c-1");
  await vi.advanceTimersByTimeAsync(1_000);
  attached(socket(), true);
  expect(socket().heard("attach")).toMatchObject([{ device: "phone", resumeToken: "r", lastSequence: 1n }]);
  socket().tell(order("c-1"), 2n);
  await vi.advanceTimersByTimeAsync(5_000);
  const said = socket()
    .heard("commandAck")
    .filter((a) => a.step === LadderStep.ACCEPTED);
  expect(said.length).toBeGreaterThan(1);
  socket().tell(result("c-1", LadderStep.ACCEPTED));
  const before = socket().heard("commandAck").length;
  socket().tell(result("c-1", LadderStep.DELIVERED));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(socket().heard("commandAck").length).toBe(before);
  expect(rang).toEqual(["c-1"]);
  expect(state.inbox.find("c-1")?.step).toBe("Accepted");
});

test("a page that was closed in between goes on where it was", async () => {
  const first = await open();
  attached(first.socket());
  first.socket().tell(order("c-1"), 1n);
  first.socket().drop();
  accept(first.state, "c-1");
  first.link.stop();
  vi.clearAllTimers();

  const second = await open();
  attached(second.socket());
  second.socket().tell(order("c-1"), 1n);
  expect(rang).toEqual(["c-1"]);
  expect(
    second
      .socket()
      .heard("commandAck")
      .map((a) => a.step),
  ).toContain(LadderStep.ACCEPTED);
});

test("a number that is missing is asked for once, and what comes twice by that is taken once", async () => {
  const { socket } = await open();
  attached(socket());
  socket().tell(order("c-1"), 1n);
  socket().tell(order("c-3"), 3n);
  socket().tell(order("c-4"), 4n);
  expect(
    socket()
      .heard("attach")
      .map((a) => a.lastSequence),
  ).toEqual([0n, 1n]);
  socket().tell({ case: "attached", value: { efectivoId: "E-0417", resumeToken: "r", resumed: true } });
  for (const [id, n] of [
    ["c-2", 2n],
    ["c-3", 3n],
    ["c-4", 4n],
  ] as const)
    socket().tell(order(id), n);
  expect(rang).toEqual(["c-1", "c-3", "c-4", "c-2"]);
  expect(socket().heard("attach")).toHaveLength(2);
});

test("an answer that comes too late is corrected, with the rule that says why", async () => {
  const { socket, state } = await open();
  attached(socket());
  socket().tell(order("c-1"), 1n);
  accept(state, "c-1");
  socket().tell(result("c-1", LadderStep.ACCEPTED, StepOutcome.EXPIRED, LadderStep.EXPIRED));
  expect(state.inbox.find("c-1")).toMatchObject({ step: "Expired", note: "why" });
  expect(state.outbox.waiting).toEqual([]);
});

test("a step that the ladder does not allow takes this phone back to where the ladder stands", async () => {
  const { socket, state } = await open();
  attached(socket());
  socket().tell(order("c-1"), 1n);
  accept(state, "c-1");
  socket().tell(result("c-1", LadderStep.ACCEPTED, StepOutcome.ILLEGAL_STEP, LadderStep.REFUSED));
  expect(state.inbox.find("c-1")).toMatchObject({ step: "Refused", note: "why" });
});

test("a withdrawn command asks for nothing any more", async () => {
  const { socket, state } = await open();
  attached(socket());
  socket().tell(order("c-1"), 1n);
  accept(state, "c-1");
  socket().tell({ case: "commandWithdrawn", value: { commandId: "c-1", reason: "false alarm" } }, 2n);
  expect(state.inbox.find("c-1")).toMatchObject({ step: "Withdrawn", note: "false alarm" });
  expect(state.outbox.waiting).toEqual([]);
});

test("a panic without a network goes out first when it is back, and again until the centre has it, always the same one", async () => {
  const { link, socket, state } = await open();
  state.danger.raise("a-1", new Date().toISOString(), { latitude: 1, longitude: 2 });
  link.flush();
  attached(socket());
  await vi.advanceTimersByTimeAsync(5_000);
  expect(
    socket()
      .said.map((f) => f.body.case)
      .filter((c) => c === "panic").length,
  ).toBeGreaterThanOrEqual(2);
  socket().tell({ case: "panicState", value: { alarmId: "a-1", status: 1 } });
  expect(state.danger.state.status).toBe("raised");
  const before = socket().heard("panic").length;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(socket().heard("panic").length).toBe(before);
  expect(
    new Set(
      socket()
        .heard("panic")
        .map((p) => p.alarmId),
    ),
  ).toEqual(new Set(["a-1"]));
});

test("an open panic is said again from where the phone has gone, and not to ask what became of it", async () => {
  const { socket, state } = await open();
  const fix = (latitude: number) => ({ latitude, longitude: 2, timeMs: 0, accuracyM: 5, speedMps: null, courseDeg: null, battery: null });
  state.trail.add(fix(1));
  state.danger.raise("a-1", new Date().toISOString(), { latitude: 1, longitude: 2 });
  attached(socket());
  await vi.advanceTimersByTimeAsync(1_000);
  socket().tell({ case: "panicState", value: { alarmId: "a-1", status: 1, kind: 1 } });
  const before = socket().heard("panic").length;
  state.trail.add(fix(1.0001));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(socket().heard("panic").length).toBe(before);
  state.trail.add(fix(1.001));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(socket().heard("panic").slice(before)).toMatchObject([{ alarmId: "a-1", position: { latitude: 1.001 } }]);
  socket().tell({ case: "panicState", value: { alarmId: "a-1", status: 3, kind: 1 } }, 1n);
  expect(state.danger.state.status).toBe("cancelled");
});

test("what the centre tells by itself is numbered like commands, also of a kind that this page does not know", async () => {
  const { link, socket, state } = await open();
  attached(socket());
  socket().tell({ case: "checkInState", value: { everyS: 600 } }, 1n);
  socket().tell({ case: "availabilityResult", value: { availability: 3 } }, 2n);
  expect(state.welfare.state.everyS).toBe(600);
  expect(link.availability.value).toEqual({ now: 3, rule: "" });
  socket().tell({ case: "status", value: {} }, 3n);
  socket().tell({ case: "panicState", value: {} }, 4n);
  socket().tell(order("c-1"), 5n);
  expect(socket().heard("attach")).toHaveLength(1);
  socket().tell({ case: "checkInState", value: { everyS: 0 } }, 7n);
  expect(socket().heard("attach")).toMatchObject([{}, { lastSequence: 5n }]);
});

test("another device of this efectivo takes over: this one stops until it is asked to", async () => {
  const { link, socket } = await open();
  attached(socket());
  socket().drop(4004);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.all).toHaveLength(1);
  expect(link.replaced.value).toBe(true);
  await link.open();
  expect(FakeSocket.all).toHaveLength(2);
});

test("an answer by radio is followed, and a release puts the order away, each with its reason", async () => {
  const { socket, state } = await open();
  attached(socket());
  socket().tell(order("c-1"), 1n);
  socket().tell({ case: "commandWithdrawn", value: { commandId: "c-1", stands: LadderStep.ACCEPTED, actor: "op-1", reason: "" } }, 2n);
  expect(state.inbox.find("c-1")).toMatchObject({ step: "Accepted", isTold: true });
  socket().tell({ case: "commandWithdrawn", value: { commandId: "c-1", stands: LadderStep.WITHDRAWN, reason: "liberado" } }, 3n);
  expect(state.inbox.find("c-1")).toMatchObject({ step: "Withdrawn", note: "liberado" });
});

test("an answer to a closed operation is put away with the reason", async () => {
  const { socket, state } = await open();
  attached(socket());
  socket().tell(order("c-1"), 1n);
  accept(state, "c-1");
  socket().tell(result("c-1", LadderStep.ACCEPTED, StepOutcome.OPERATION_CLOSED, LadderStep.DELIVERED));
  expect(state.inbox.find("c-1")).toMatchObject({ step: "Withdrawn", note: "why" });
  expect(state.outbox.isWaiting("c-1")).toBe(false);
});

test("after each attach the phone asks where what is under way stands, by its last step", async () => {
  const { socket, state } = await open();
  attached(socket());
  socket().tell(order("c-1"), 1n);
  accept(state, "c-1");
  socket().tell(result("c-1", LadderStep.DELIVERED));
  socket().tell(result("c-1", LadderStep.ACCEPTED));
  socket().drop();
  await vi.advanceTimersByTimeAsync(1_000);
  attached(socket());
  expect(socket().heard("commandAck")).toMatchObject([{ commandId: "c-1", step: LadderStep.ACCEPTED }]);
  socket().tell(result("c-1", LadderStep.ACCEPTED, StepOutcome.REPEATED, LadderStep.EN_ROUTE));
  expect(state.inbox.find("c-1")?.step).toBe("EnRoute");
  socket().tell(result("c-1", LadderStep.EN_ROUTE, StepOutcome.WITHDRAWN, LadderStep.WITHDRAWN));
  expect(state.inbox.find("c-1")?.step).toBe("Withdrawn");
});
