import { expect, test } from "vitest";
import { Desk } from "../src/board/desk";
import { outcomeText, overrulable } from "../src/operations/assigned";
import type { Api } from "../src/session/api";

const kept = {
  efectivoId: "E-1",
  outcome: "Barred",
  rule: "it is on leave; it lacks the skill dog",
  bars: ["OnLeave" as const, "SkillMissing" as const],
  mayOverrule: true,
};
const helped = { ...kept, efectivoId: "E-2", rule: "its alarm is open", bars: ["Alarmed" as const], mayOverrule: false };
const sent = { efectivoId: "E-3", outcome: "Reserved", rule: "", bars: [], mayOverrule: false };

test("whom a rule keeps is told by each rule's name", () => {
  expect(outcomeText(kept)).toBe("de licencia, sin la capacidad (está de licencia; it lacks the skill dog)");
  expect(outcomeText(helped)).toBe("con alarma abierta (su alarma está abierta)");
  expect(outcomeText(sent)).not.toContain("(");
});

test("a reason is asked for those alone whom a supervisor may send", () => {
  expect(overrulable([kept, helped, sent])).toEqual(["E-1"]);
});

test("a reason goes with the assignment that it overrules a rule for, and none without", async () => {
  const sentBodies: Record<string, unknown>[] = [];
  const api = {
    post: (_: string, body: Record<string, unknown>) => {
      sentBodies.push(body);
      return Promise.resolve({ results: [], operation: {} });
    },
  } as unknown as Api;
  const desk = new Desk(api);
  await desk.assign("OP-1", ["E-1"]);
  await desk.assign("OP-1", ["E-1"], "", "nobody else is near");
  expect(sentBodies.map(({ overrule, reason }) => ({ overrule, reason }))).toEqual([
    { overrule: undefined, reason: undefined },
    { overrule: true, reason: "nobody else is near" },
  ]);
});
