import { expect, test } from "vitest";
import type { Changes, PastEfectivo, Snapshot } from "../src/history/model";
import { Applied, Picture } from "../src/history/picture";
import { CHUNK_MS, Player } from "../src/history/player";
import { latitudeOfY } from "../src/live/mercator";

const T = Date.parse("2026-01-01T10:00:00Z");
const iso = (ms: number): string => new Date(ms).toISOString();

const efectivo = (id: string, latitude: number): PastEfectivo => ({
  efectivoId: id,
  displayName: id,
  unit: "Norte",
  availability: "Available",
  position: { latitude, longitude: 21, accuracyM: null, speedMps: null, courseDeg: null, battery: null, deviceTime: iso(T - 5_000) },
});

const snapshot = (at = T, efectivos = [efectivo("E-1", 52)]): Snapshot => ({
  at: iso(at),
  settled: true,
  staleAfterS: 60,
  lostAfterS: 600,
  efectivos,
  operations: [],
  fences: [],
});

const changes = (from: number, more: Partial<Changes> = {}): Changes => ({
  from: iso(from),
  to: iso(from + CHUNK_MS),
  settled: true,
  efectivos: [],
  moves: { columns: [], rows: [] },
  turns: [],
  operations: [],
  fences: [],
  ...more,
});

const actor = (id: string) => ({ efectivoId: id, displayName: id, unit: "Norte", availability: "OnTask" as const });
const latitudeOf = (p: Picture, id: string): number | undefined => {
  const e = p.efectivos.get(id);
  return e && Math.round(latitudeOfY(e.y) * 1e6) / 1e6;
};

test("a move is shown when it was received and not before, and its age is by the device's time", () => {
  const picture = new Picture(snapshot());
  const chunk = changes(T, { efectivos: [actor("E-1")], moves: { columns: [], rows: [[10_000, 0, 52.1, 21, 8_000, 3]] } });
  const applied = new Applied();
  picture.advance(chunk, applied, T + 9_999, 0);
  expect(latitudeOf(picture, "E-1")).toBe(52);
  picture.advance(chunk, applied, T + 10_000, 0);
  expect(latitudeOf(picture, "E-1")).toBe(52.1);
  expect(picture.efectivos.get("E-1")!.timeMs).toBe(T + 8_000);
  expect(picture.efectivos.get("E-1")!.speedMps).toBe(3);
});

test("who comes in stands as at the start or as it turned since, and who leaves is gone", () => {
  const picture = new Picture(snapshot());
  const chunk = changes(T, {
    efectivos: [actor("E-2"), actor("E-1")],
    turns: [{ ...actor("E-2"), atMs: 5_000, efectivo: 0, availability: "OffDuty" }],
    moves: {
      columns: [],
      rows: [
        [2_000, 1, null],
        [10_000, 0, 52.3, 21, 10_000],
      ],
    },
  });
  picture.advance(chunk, new Applied(), T + 20_000, 0);
  expect([...picture.efectivos.keys()]).toEqual(["E-2"]);
  expect(picture.efectivos.get("E-2")!.availability).toBe(3);
});

test("operations that closed and fences that were removed leave the picture", () => {
  const operation = { operationId: "OP-1", status: "InProgress" } as Snapshot["operations"][0];
  const fence = { fenceId: "F-1" } as Snapshot["fences"][0];
  const picture = new Picture({ ...snapshot(), operations: [operation], fences: [fence] });
  const chunk = changes(T, {
    operations: [{ atMs: 1_000, operation: { ...operation, status: "Completed" } }],
    fences: [{ atMs: 2_000, fenceId: "F-1", fence: null }],
  });
  const applied = new Applied();
  picture.advance(chunk, applied, T + 1_500, 0);
  expect([picture.operations.size, picture.fences.size]).toEqual([0, 1]);
  picture.advance(chunk, applied, T + 2_500, 0);
  expect([picture.fences.size, picture.fenceRevision]).toEqual([0, 1]);
});

/** A past that answers at once and notes what it was asked. */
function scripted(now = T + 3_600_000) {
  const asked: string[] = [];
  const player = new Player(
    {
      snapshot: (_, at) => {
        asked.push(`snapshot ${(Date.parse(at) - T) / 1000}`);
        return Promise.resolve(snapshot(Date.parse(at)));
      },
      changes: (_, from, to) => {
        asked.push(`changes ${(Date.parse(from) - T) / 1000}-${(Date.parse(to) - T) / 1000}`);
        return Promise.resolve({ ...changes(Date.parse(from)), to });
      },
    },
    () => now,
    () => {},
  );
  return { player, asked };
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

test("at 60 times a second of ours is a minute of the past, and each minute is asked for once", async () => {
  const { player, asked } = scripted();
  await player.show("1,2,3,4", T);
  player.speed = 60;
  player.play();
  // 200 ms a tick, three seconds; the first tick only asks.
  for (let i = 0; i < 16; i++) {
    player.tick(200, 0);
    await settle();
  }
  expect((player.picture!.atMs - T) / 1000).toBeGreaterThan(140);
  expect((player.picture!.atMs - T) / 1000).toBeLessThanOrEqual(180);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.slice(0, 4)).toEqual(["snapshot 0", "changes 0-60", "changes 60-120", "changes 120-180"]);
});

test("chunks follow each other without a gap, and a tick that ends one goes on into the next", async () => {
  const { player, asked } = scripted();
  await player.show("1,2,3,4", T);
  player.speed = 60;
  player.play();
  player.tick(0, 0);
  await settle();
  const seen: number[] = [];
  for (let i = 0; i < 30; i++) {
    player.tick(170, 0);
    seen.push((player.picture!.atMs - T) / 1000);
    expect(player.state.value).toBe("playing");
    await settle();
  }
  // 170 ms at 60×: each step 10.2 s, whatever ends in between.
  for (const [i, at] of seen.entries()) expect(at).toBeCloseTo((i + 1) * 10.2, 6);
  const ends = asked.slice(1).map((a) => a.replace("changes ", "").split("-"));
  for (const [i, [from]] of ends.entries()) expect(from).toBe(i === 0 ? "0" : ends[i - 1]![1]);
});

test("an answer that takes long is waited for, and nothing of the past is skipped for it", async () => {
  const answers: (() => void)[] = [];
  const player = new Player(
    {
      snapshot: (_, at) => Promise.resolve(snapshot(Date.parse(at))),
      changes: (_, from, to) => new Promise((answer) => answers.push(() => answer({ ...changes(Date.parse(from)), to }))),
    },
    () => T + 3_600_000,
    () => {},
  );
  await player.show("1,2,3,4", T);
  player.speed = 60;
  player.play();
  for (let i = 0; i < 20; i++) player.tick(200, 0);
  expect(player.state.value).toBe("waiting");
  expect(player.picture!.atMs).toBe(T);
  expect(answers.length).toBe(3);
  answers[0]!();
  await settle();
  for (let i = 0; i < 20; i++) player.tick(200, 0);
  expect(player.picture!.atMs).toBe(T + 60_000);
  expect(player.state.value).toBe("waiting");
});

test("a jump while it plays goes on playing from there, and forgets what was asked for before", async () => {
  const { player, asked } = scripted();
  await player.show("1,2,3,4", T);
  player.speed = 10;
  player.play();
  player.tick(0, 0);
  await settle();
  await player.show("1,2,3,4", T + 1_800_000);
  expect([player.isPlaying, player.state.value]).toEqual([true, "playing"]);
  player.tick(0, 0);
  await settle();
  player.tick(1_000, 0);
  expect((player.picture!.atMs - T) / 1000).toBe(1_810);
  expect(asked).toContain("changes 1800-1860");
});

test("at the present it ends and asks for nothing more, though time goes on", async () => {
  let now = T + 90_000;
  const asked: string[] = [];
  const player = new Player(
    {
      snapshot: (_, at) => Promise.resolve(snapshot(Date.parse(at))),
      changes: (_, from, to) => {
        asked.push(from);
        return Promise.resolve({ ...changes(Date.parse(from)), to });
      },
    },
    () => now,
    () => {},
  );
  await player.show("1,2,3,4", T);
  player.speed = 60;
  player.play();
  for (let i = 0; i < 50; i++) {
    now += 200;
    player.tick(200, 0);
    await settle();
  }
  expect(player.state.value).toBe("ended");
  expect(player.isPlaying).toBe(false);
  expect(asked.length).toBeLessThanOrEqual(3);
  player.play();
  expect(player.isPlaying).toBe(true);
});

test("the past ends at the present: playing stops there", async () => {
  const { player } = scripted(T + 10_000);
  await player.show("1,2,3,4", T);
  player.speed = 60;
  player.play();
  for (let i = 0; i < 10; i++) {
    player.tick(200, 0);
    await settle();
  }
  expect(player.picture!.atMs).toBe(T + 10_000);
  expect(player.isPlaying).toBe(false);
});

test("the answer to an instant that is no longer wanted is not shown", async () => {
  const answers: ((s: Snapshot) => void)[] = [];
  const player = new Player(
    { snapshot: () => new Promise((answer) => answers.push(answer)), changes: () => Promise.reject(new Error("not asked")) },
    () => T + 3_600_000,
    () => {},
  );
  const first = player.show("1,2,3,4", T);
  const second = player.show("1,2,3,4", T + 60_000);
  answers[1]!(snapshot(T + 60_000));
  await second;
  answers[0]!(snapshot(T));
  await first;
  expect(player.picture!.atMs).toBe(T + 60_000);
});
