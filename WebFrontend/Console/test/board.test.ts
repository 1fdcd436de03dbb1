import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { attentionOf, keysOf } from "../src/board/attention";
import { BoardStore } from "../src/board/boardStore";
import { LadderStore } from "../src/board/ladderStore";
import { type BoardFrame, BoardFrameSchema } from "../src/generated/gad/v1/boards_pb";
import {
  type CommandSummary,
  CommandSummarySchema,
  type Ladder,
  LadderEntrySchema,
  LadderPageSchema,
  LadderSchema,
} from "../src/generated/gad/v1/commands_pb";

const at = (iso: string) => timestampFromDate(new Date(`2026-11-24T${iso}Z`));
const frame = (init: MessageInitShape<typeof BoardFrameSchema>): BoardFrame => create(BoardFrameSchema, init);
interface Summary {
  byStep?: number[];
  overdue?: number;
  status?: number;
  class?: number;
  issuer?: string;
}
const noon = Date.parse("2026-11-24T12:00:00Z");
const anybody = { subject: "sup-1", role: "Supervisor", jurisdiction: "" };
const summary = (id: string, version: bigint, more: Summary = {}): CommandSummary =>
  create(CommandSummarySchema, {
    command: {
      commandId: id,
      class: more.class ?? 1,
      kind: 1,
      issuer: more.issuer ?? "",
      issuedAt: at("12:00:00"),
      answerBy: at("12:01:00"),
    },
    status: more.status ?? 1,
    byStep: more.byStep ?? [],
    overdue: more.overdue ?? 0,
    version,
  });
const ladder = (efectivoId: string, steps: number[]): Ladder =>
  create(LadderSchema, { efectivoId, step: steps.at(-1)!, steps: steps.map((step) => create(LadderEntrySchema, { step })) });
const alarm = (id: string, efectivo: string, status: number, time = "12:00:00", version = 1n) => ({
  alarmId: id,
  efectivoId: efectivo,
  kind: 1,
  status,
  raisedAt: at(time),
  version,
});

test("what comes live has the words of REST", () => {
  const board = new BoardStore();
  board.apply(
    frame({
      operations: [
        {
          operationId: "OP-1",
          title: "T",
          type: 7,
          priority: 5,
          status: 2,
          plannedStart: at("12:00:00"),
          point: { latitude: 1, longitude: 2 },
          people: [{ efectivoId: "E-1", step: 4 }],
          version: 3n,
        },
      ],
    }),
  );
  expect(board.operations.get("OP-1")).toMatchObject({
    type: "Emergency",
    priority: "Critical",
    status: "InProgress",
    plannedStart: "2026-11-24T12:00:00.000Z",
    point: { latitude: 1, longitude: 2 },
    people: [{ efectivoId: "E-1", step: "EnRoute" }],
  });
});

test("an older version that comes late changes nothing, a snapshot replaces all, what is removed goes", () => {
  const board = new BoardStore();
  board.apply(frame({ commands: [summary("c", 2n, { overdue: 4 })] }));
  board.apply(frame({ commands: [summary("c", 1n, { overdue: 9 })] }));
  expect(board.commands.get("c")?.overdue).toBe(4);
  board.apply(frame({ snapshot: true, commands: [summary("d", 1n)], alarms: [alarm("a", "E-1", 1)] }));
  expect([...board.commands.keys()]).toEqual(["d"]);
  board.apply(frame({ removed: ["c:d", "a:E-1", "o:none"] }));
  expect(board.commands.size + board.alarms.size).toBe(0);
});

test("a new alarm of the same efectivo counts its versions anew", () => {
  const board = new BoardStore();
  board.apply(frame({ alarms: [alarm("a-1", "E-1", 3, "12:00:00", 9n)] }));
  board.apply(frame({ alarms: [alarm("a-2", "E-1", 1, "12:05:00", 1n)] }));
  expect(board.alarms.get("E-1")).toMatchObject({ alarmId: "a-2", status: "Raised" });
});

test("counts are by the name of the step", () => {
  const board = new BoardStore();
  board.apply(frame({ commands: [summary("c", 1n, { byStep: [0, 0, 0, 2, 0, 0, 3] })] }));
  expect(board.commands.get("c")?.byStep).toEqual({ Sent: 2, Accepted: 3 });
});

test("attention: raised alarms first, then those nobody has cancelled; only open critical commands that are late", () => {
  const board = new BoardStore();
  board.apply(
    frame({
      alarms: [alarm("old", "E-1", 2, "11:00:00"), alarm("new", "E-2", 1, "12:00:00"), alarm("over", "E-3", 3)],
      commands: [
        summary("late", 1n, { overdue: 1 }),
        summary("in-time", 1n),
        summary("settled", 1n, { overdue: 1, status: 2 }),
        summary("routine", 1n, { overdue: 1, class: 3 }),
      ],
    }),
  );
  const attention = attentionOf(board, anybody, noon);
  expect(attention.alarms.map((a) => a.alarmId)).toEqual(["new", "old"]);
  expect(attention.overdue.map((c) => c.command.commandId)).toEqual(["late"]);
  expect(attention.panic).toBe(true);
  expect(keysOf(attention)).toEqual(["a:new", "c:late"]);
});

test("an order that did not arrive in time is its issuer's and the supervisors' of there; unanswered it is everybody's", () => {
  const board = new BoardStore();
  const late = (id: string, jurisdictions: string[]) => ({ ...summary(id, 1n, { overdue: 1, issuer: "op-1" }), jurisdictions });
  board.apply(frame({ commands: [late("norte", ["Norte"]), late("anywhere", [""]), late("unknown", [])] }));
  const seen = (subject: string, role: string, jurisdiction: string, nowMs = noon + 5_000) =>
    attentionOf(board, { subject, role, jurisdiction }, nowMs).overdue.map((c) => c.command.commandId);
  const all = ["norte", "anywhere", "unknown"];
  expect(seen("op-1", "Operator", "Sur")).toEqual(all);
  expect(seen("op-2", "Operator", "Norte")).toEqual([]);
  expect(seen("sup-1", "Supervisor", "Norte")).toEqual(all);
  expect(seen("sup-2", "Supervisor", "Sur")).toEqual(["anywhere", "unknown"]);
  expect(seen("sup-3", "Supervisor", "")).toEqual(all);
  expect(seen("op-2", "Operator", "Norte", noon + 60_000)).toEqual(all);
});

test("attention: orders that somebody had accepted and cannot carry out, again with each of them", () => {
  const board = new BoardStore();
  const unable = (n: number): number[] => [...Array<number>(14).fill(0), n];
  board.apply(
    frame({
      commands: [
        summary("unable", 1n, { byStep: unable(1), class: 3, status: 2 }),
        summary("closed", 1n, { byStep: unable(1), status: 3 }),
        summary("done", 1n),
      ],
    }),
  );
  expect(attentionOf(board, anybody, noon).unable.map((c) => c.command.commandId)).toEqual(["unable"]);
  expect(keysOf(attentionOf(board, anybody, noon))).toEqual(["u:unable:1"]);
  board.apply(frame({ commands: [summary("unable", 2n, { byStep: unable(2) })] }));
  expect(keysOf(attentionOf(board, anybody, noon))).toEqual(["u:unable:2"]);
});

test("alarms stand first by state, then by severity, then by age", () => {
  const board = new BoardStore();
  board.apply(
    frame({
      alarms: [
        alarm("seen-panic", "E-1", 2, "10:00:00"),
        { ...alarm("check-in", "E-2", 1, "10:30:00"), kind: 2 },
        alarm("young-panic", "E-3", 1, "12:00:00"),
        alarm("old-panic", "E-4", 1, "11:00:00"),
        { ...alarm("seen-check-in", "E-5", 2, "09:00:00"), kind: 2 },
      ],
    }),
  );
  expect(attentionOf(board, anybody, noon).alarms.map((a) => a.alarmId)).toEqual([
    "old-panic",
    "young-panic",
    "check-in",
    "seen-panic",
    "seen-check-in",
  ]);
});

test("ladders merge by recipient; another command's page, and a shorter ladder that comes late, change nothing", () => {
  const store = new LadderStore();
  store.follow("c");
  const page = (id: string, steps: number[], version: bigint) =>
    create(LadderPageSchema, {
      command: summary(id, version),
      ladders: [ladder("E-1", steps)],
    });
  store.apply(page("c", [1, 2, 3, 4], 2n));
  store.apply(page("c", [1, 2], 1n));
  store.apply(page("other", [1, 2, 3, 4, 5, 6], 5n));
  expect(store.ladders.get("E-1")?.step).toBe("Delivered");
  expect(store.summary?.version).toBe(2);
});

test("who owes an answer comes first", () => {
  const store = new LadderStore();
  store.follow("c");
  store.apply(
    create(LadderPageSchema, {
      command: summary("c", 1n),
      ladders: [ladder("E-1", [6]), ladder("E-2", [7]), ladder("E-3", [5]), ladder("E-4", [12])],
    }),
  );
  expect(store.inOrder().map((l) => l.efectivoId)).toEqual(["E-3", "E-4", "E-2", "E-1"]);
});
