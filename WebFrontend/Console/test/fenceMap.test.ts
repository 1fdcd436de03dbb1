import type { Map as MapLibre } from "maplibre-gl";
import { beforeEach, expect, test, vi } from "vitest";
import { FenceDesk, MOVING_PAGES_MAX } from "../src/fences/fenceDesk";
import { FenceMap } from "../src/fences/fenceMap";
import type { MovingFences } from "../src/fences/movingFences";
import type { Api } from "../src/session/api";

vi.mock("../src/ui/theme", () => ({ theme: { value: "dark", watch: () => undefined } }));
beforeEach(() => void vi.useFakeTimers());

const map = {
  on: () => undefined,
  isStyleLoaded: () => true,
  getBounds: () => ({ getWest: () => 20, getEast: () => 22, getSouth: () => 51, getNorth: () => 53 }),
  getLayer: () => undefined,
  addSource: () => undefined,
  addLayer: () => undefined,
  setLayoutProperty: () => undefined,
  getSource: () => undefined,
  triggerRepaint: () => undefined,
} as unknown as MapLibre;

const circle = (fenceId: string) => ({
  type: "Feature",
  geometry: null,
  properties: { fenceId, name: "", radiusM: 100, watching: true, owner: { kind: "Efectivo", code: "E-1" } },
});

/** A door at which so many pages of moving fences wait, one fence each, and which says whether there are more in the box. */
function fences(pages: number, moreInBox = false) {
  const shown: string[] = [];
  const moving = { show: (all: { fenceId: string }[]) => shown.splice(0, shown.length, ...all.map((f) => f.fenceId)) };
  const asked: string[] = [];
  const get = async (path: string) => {
    asked.push(path);
    if (path.includes("bbox")) return { type: "FeatureCollection", features: [], next: moreInBox ? "/more" : null };
    const page = Number(/after=(\d+)/.exec(path)?.[1] ?? 0);
    const next = page + 1 < pages ? `/api/v1/fences?efectivo=*&after=${page + 1}` : null;
    return { type: "FeatureCollection", features: [circle(`M-${page}`)], next };
  };
  const desk = new FenceDesk({ get } as unknown as Api);
  return { shown, asked, onMap: new FenceMap(map, desk, moving as unknown as MovingFences) };
}

const read = async (onMap: FenceMap): Promise<void> => {
  onMap.refresh();
  await vi.advanceTimersByTimeAsync(10);
};

test("fences that move are read to their end, a page after the other", async () => {
  const { shown, onMap } = fences(3);
  await read(onMap);
  expect(shown).toEqual(["M-0", "M-1", "M-2"]);
  expect(onMap.tooMany.value).toBe(false);
});

test("beyond the bound of pages, and when the box holds more than it tells, the map says that fences are missing", async () => {
  const many = fences(MOVING_PAGES_MAX + 1);
  await read(many.onMap);
  expect(many.shown).toHaveLength(MOVING_PAGES_MAX);
  expect(many.onMap.tooMany.value).toBe(true);

  const full = fences(1, true);
  await read(full.onMap);
  expect(full.onMap.tooMany.value).toBe(true);
});

test("of fences that are hidden, or of the past, none is missing", async () => {
  const { onMap } = fences(1, true);
  await read(onMap);
  onMap.setVisible(false);
  expect(onMap.tooMany.value).toBe(false);
  onMap.setVisible(true);
  await vi.advanceTimersByTimeAsync(10);
  expect(onMap.tooMany.value).toBe(true);
  onMap.showPast({ type: "FeatureCollection", features: [] });
  expect(onMap.tooMany.value).toBe(false);
});
