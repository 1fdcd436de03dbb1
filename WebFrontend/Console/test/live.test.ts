import { fromBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { ClientFrameSchema } from "../src/generated/gad/v1/live_pb";
import { backoffMs } from "../src/live/backoff";
import { ServerClock } from "../src/live/clock";
import { subscribeFrame } from "../src/live/frames";
import { Freshness, freshnessOf } from "../src/live/freshness";
import { viewportOf } from "../src/live/viewport";

test("back-off doubles to its limit and is never the same for all", () => {
  expect(backoffMs(0, () => 0)).toBe(200);
  expect(backoffMs(0, () => 1)).toBe(400);
  expect(backoffMs(3, () => 1)).toBe(3_200);
  expect(backoffMs(50, () => 1)).toBe(8_000);
});

test("the server's clock counts, not the desk's", () => {
  const clock = new ServerClock();
  clock.set(1_000_000, 400_000);
  expect(clock.now(401_000)).toBe(1_001_000);
});

test("freshness turns exactly at the installation's limits", () => {
  const limits = { staleAfterS: 60, lostAfterS: 600 };
  expect(freshnessOf(59.9, limits)).toBe(Freshness.Live);
  expect(freshnessOf(60, limits)).toBe(Freshness.Stale);
  expect(freshnessOf(600, limits)).toBe(Freshness.Lost);
});

test("a viewport over the antimeridian has its west east of its east", () => {
  expect(viewportOf({ south: -20, west: 170, north: -10, east: 190 }, 5)).toEqual({
    south: -20,
    west: 170,
    north: -10,
    east: -170,
    zoom: 5,
  });
});

test("a viewport wider than the world is the world, and stays inside the square", () => {
  expect(viewportOf({ south: -90, west: -300, north: 90, east: 300 }, -1)).toMatchObject({
    west: -180,
    east: 180,
    zoom: 0,
    north: 85.0511287798066,
  });
});

test("a subscription carries the viewport, who is followed, the board and the commands", () => {
  const body = fromBinary(
    ClientFrameSchema,
    subscribeFrame({ viewport: { south: 1, west: 2, north: 3, east: 4, zoom: 5.5 }, efectivos: ["E-1"], board: true, commands: ["c-1"] }),
  ).body;
  expect(body.case).toBe("subscribe");
  expect(body.value).toMatchObject({
    viewport: { south: 1, west: 2, north: 3, east: 4, zoom: 5.5 },
    efectivos: ["E-1"],
    board: true,
    commands: ["c-1"],
  });
});
