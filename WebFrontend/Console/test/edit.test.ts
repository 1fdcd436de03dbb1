import { expect, test } from "vitest";
import { changesOf, conflictOf } from "../src/edit/changes";
import { CodeTaken, create, type Saver, save } from "../src/edit/saving";
import { ApiRefusal } from "../src/session/refusal";

interface Plan {
  title: string;
  notes: string;
  start: string;
  area: unknown[];
}

const read: Plan = { title: "Control", notes: "", start: "2026-12-01T08:00:00Z", area: [] };
const stale = (): never => {
  throw new ApiRefusal(412, "", "", "If-Match", "");
};

/** A server with one plan, which refuses whoever does not name its version. */
function server(plan: Plan) {
  const there = { plan, version: 1, who: "" };
  const asked: string[][] = [];
  const saver = (mine: Partial<Plan>, chosen: readonly string[] | null = []): Saver<Plan, Plan> => ({
    mine: () => mine,
    patch: (changes, version) => Promise.resolve(version === there.version ? write(changes, "me") : stale()),
    read: () => Promise.resolve({ resource: there.plan, plan: there.plan, version: there.version, who: there.who, at: "" }),
    ask: ({ clashes }, { who }) => {
      asked.push([who, ...clashes.map(({ name, mine: a, theirs: b }) => `${name}: ${a} | ${b}`)]);
      return Promise.resolve(chosen);
    },
  });
  const write = (changes: Partial<Plan>, who: string): Plan => {
    [there.plan, there.version, there.who] = [{ ...there.plan, ...changes }, there.version + 1, who];
    return there.plan;
  };
  return { saver, write, asked, there };
}

test("what was not changed is not sent, however its nothing is written", () => {
  const after = { ...read, notes: null, start: "2026-12-01T08:00:00.000Z" } as unknown as Plan;
  expect(changesOf(read, after)).toEqual({});
  expect(changesOf(read, { ...read, title: "Otro" })).toEqual({ title: "Otro" });
});

test("what two people changed in different members is kept of both, and nobody is asked", async () => {
  const { saver, write, asked } = server(read);
  write({ notes: "lleva casco" }, "ana");
  expect(await save(saver({ title: "Control norte" }), read, 1)).toEqual({ ...read, title: "Control norte", notes: "lleva casco" });
  expect(asked).toEqual([]);
});

test("who changed the same member is shown with both versions, and mine stays when it is chosen", async () => {
  const { saver, write, asked } = server(read);
  write({ title: "Control sur" }, "ana");
  expect((await save(saver({ title: "Control norte" }), read, 1)).title).toBe("Control norte");
  expect(asked).toEqual([["ana", "title: Control norte | Control sur"]]);
});

test("theirs stays where it is chosen, and the rest of mine is saved", async () => {
  const { saver, write } = server(read);
  write({ title: "Control sur" }, "ana");
  expect(await save(saver({ title: "Control norte", notes: "mía" }, ["title"]), read, 1)).toEqual({
    ...read,
    title: "Control sur",
    notes: "mía",
  });
});

test("who gives up changes nothing", async () => {
  const { saver, write, there } = server(read);
  write({ title: "Control sur" }, "ana");
  expect((await save(saver({ title: "Control norte" }, null), read, 1)).title).toBe("Control sur");
  expect(there.version).toBe(2);
});

test("a third change while the person chooses is asked about again", async () => {
  const { saver, write, asked } = server(read);
  write({ title: "Control sur" }, "ana");
  const mine = saver({ title: "Control norte" });
  const ask = mine.ask;
  mine.ask = (conflict, theirs) => {
    if (asked.length === 0) write({ title: "Control oeste" }, "luis");
    return ask(conflict, theirs);
  };
  expect((await save(mine, read, 1)).title).toBe("Control norte");
  expect(asked.map(([who]) => who)).toEqual(["ana", "luis"]);
});

test("the same words of both are no conflict", () => {
  expect(conflictOf(read, { title: "Uno" }, { ...read, title: "Uno", notes: "suya" })).toEqual({
    clashes: [],
    kept: [{ name: "notes", theirs: "suya" }],
  });
});

test("a code that another has is not replaced; my own that came twice is found again", async () => {
  const { saver } = server(read);
  const other = () => saver({}).read(0);
  await expect(create(stale, other, { ...read, title: "Mía" })).rejects.toBeInstanceOf(CodeTaken);
  expect(await create(stale, other, read)).toEqual(read);
});
