import { expect, test } from "vitest";
import { FenceEventStore } from "../src/fences/eventStore";
import { circleOf, circleRing, cornersOfText, faultOf, pixelsAtZoom0, textOfCorners } from "../src/fences/geometry";
import type { FenceEvent } from "../src/fences/model";
import { readRow } from "../src/fences/recipientFields";
import { readMoment, timeIn } from "../src/fences/scheduleFields";
import { localInput } from "../src/ui/time";

const event = (number: number, more: Partial<FenceEvent> = {}): FenceEvent => ({
  eventId: `F:${number}`,
  fenceId: "F-1",
  fenceName: "Puerto",
  kind: "Enter",
  efectivoId: "E-1",
  at: "2026-01-01T00:00:00Z",
  knownAt: "2026-01-01T00:00:00Z",
  point: null,
  late: false,
  cause: "Moved",
  inside: null,
  speedMps: null,
  stayS: null,
  operationId: "",
  number,
  ...more,
});

test("an event told live and in a page is one event, and the newest is first whatever the order of telling", () => {
  const store = new FenceEventStore();
  store.add([event(5), event(7)]);
  store.addPage([event(5), event(3)], null);
  store.add([event(6)]);
  expect(store.all.map((e) => e.number)).toEqual([7, 6, 5, 3]);
  expect(store.older).toBeNull();
});

test("what was known is no news: nobody is told", () => {
  const store = new FenceEventStore();
  store.add([event(5)]);
  const told = store.revision.value;
  expect(store.add([event(5)])).toBe(false);
  expect(store.revision.value).toBe(told);
});

test("a full store forgets the oldest and can ask for them again", () => {
  const store = new FenceEventStore();
  store.addPage(
    Array.from({ length: 2_100 }, (_, i) => event(i + 1)),
    null,
  );
  expect(store.all.length).toBe(2_000);
  expect(store.all.at(-1)!.number).toBe(101);
  expect(store.older).toBe("101");
});

test("a circle's ring gives its centre and radius back, far north too", () => {
  for (const [longitude, latitude, radius] of [
    [21.01, 52.23, 500],
    [-58.4, -34.6, 40],
    [25, 70, 20_000],
  ] as const) {
    const { centre, radiusM } = circleOf(circleRing([longitude, latitude], radius));
    expect(Math.abs(radiusM - radius)).toBeLessThanOrEqual(1 + radius * 0.002);
    expect(centre[0]).toBeCloseTo(longitude, 5);
    expect(centre[1]).toBeCloseTo(latitude, 2);
  }
});

test("corners are written as people say them, latitude first, and read back", () => {
  const corners = [
    [21.0123456, 52.2298765],
    [21.02, 52.24],
  ];
  expect(textOfCorners(corners)).toBe("52.2298765, 21.0123456\n52.24, 21.02");
  expect(cornersOfText(textOfCorners(corners))).toEqual(corners);
  expect(cornersOfText(" 52.1   21.5 \n\n")).toEqual([[21.5, 52.1]]);
  expect(cornersOfText("52.1")).toBeNull();
  expect(cornersOfText("norte, 21")).toBeNull();
});

test("the place of a fault is read from the refusal's value", () => {
  expect(faultOf("ring 0 at [21.01, 52.2301]")).toEqual({ latitude: 52.2301, longitude: 21.01 });
  expect(faultOf("at [-1e-7, -52]")).toEqual({ latitude: -52, longitude: -1e-7 });
  expect(faultOf("3 corners")).toBeNull();
});

test("a width in metres is so many pixels at zoom 0 and doubles with each zoom", () => {
  // The world is 512 pixels around at zoom 0: at the equator a 512th of it is one.
  expect(pixelsAtZoom0((2 * Math.PI * 6_378_137) / 512, 0)).toBeCloseTo(1, 9);
  expect(pixelsAtZoom0(1000, 60)).toBeCloseTo(2 * pixelsAtZoom0(1000, 0), 9);
});

test("a moment of validity that was not touched stays what it was to the second; one that was written is by the local clock", () => {
  const was = "2026-03-01T10:20:30Z";
  expect(readMoment(localInput(new Date(was)), was)).toBe(was);
  expect(readMoment("2026-03-02T08:00", was)).toBe(new Date("2026-03-02T08:00").toISOString());
  expect(readMoment("", was)).toBeNull();
});

test("an area that gets a command is a circle by one corner and a polygon by more; others are words", () => {
  expect(readRow("Area", "ignored", "52.2, 21", 300)).toEqual({
    kind: "Area",
    value: "",
    centre: { latitude: 52.2, longitude: 21 },
    radiusM: 300,
  });
  expect(readRow("Area", "", "52.2, 21\n52.3, 21\n52.3, 22", 300)?.ring).toHaveLength(3);
  expect(readRow("Role", "Supervisor", "52.2, 21", 300)).toEqual({ kind: "Role", value: "Supervisor" });
});

test("an area with a line that is no corner is not sent, as a smaller area or as none; too few corners are the server's to refuse", () => {
  expect(readRow("Area", "", "52.2, 21\n52.3, este\n52.3, 22", 300)).toBeNull();
  expect(readRow("Area", "", "", 300)).toEqual({ kind: "Area", value: "", ring: [] });
  expect(readRow("Role", "Supervisor", "52.3, este", 300)).not.toBeNull();
});

test("the clock of a place is told beside its windows, and one that nobody knows is said to be unknown", () => {
  const now = new Date("2026-01-05T12:00:00Z");
  expect(timeIn("America/Argentina/Buenos_Aires", now)).toContain("09:00");
  expect(timeIn("America/Nowhere", now)).toContain("America/Nowhere");
  expect(timeIn("America/Nowhere", now)).not.toContain("12:00");
});
