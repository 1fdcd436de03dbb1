import type { Feature } from "geojson";
import type { Map as MapLibre } from "maplibre-gl";
import { expect, test, vi } from "vitest";
import { FenceLayer, type FenceProperties } from "../src/fences/fenceLayer";
import { areaOf, circleRing } from "../src/fences/geometry";
import type { FenceGeometry } from "../src/fences/model";
import type { MovedCircle, MovingFences } from "../src/fences/movingFences";

vi.mock("../src/ui/theme", () => ({ theme: { value: "dark", watch: () => undefined } }));

const fence = (fenceId: string, geometry: FenceGeometry, radiusM: number | null): Feature<FenceGeometry, FenceProperties> => ({
  type: "Feature",
  geometry,
  properties: { fenceId, name: "", radiusM, watching: true, owner: { kind: "Standing" } },
});
const circle = (fenceId: string, radiusM: number) => fence(fenceId, { type: "Point", coordinates: [21, 52] }, radiusM);

/** What a click hits on a map on which everything lies under every point. */
function clicked(fixed: Feature<FenceGeometry, FenceProperties>[], moved: MovedCircle | null): string | null {
  let drawn: Feature[] = [];
  const map = {
    getLayer: () => undefined,
    addSource: () => undefined,
    addLayer: () => undefined,
    triggerRepaint: () => undefined,
    getSource: () => ({ setData: (data: { features: Feature[] }) => (drawn = data.features) }),
    queryRenderedFeatures: () => drawn.toReversed(),
  } as unknown as MapLibre;
  const layer = new FenceLayer(map, { show: () => undefined, at: () => moved } as unknown as MovingFences);
  layer.show({ type: "FeatureCollection", features: fixed });
  return layer.at(1, 1);
}

const moving = (radiusM: number): MovedCircle => ({ fenceId: "F-MOVING", x: 0, y: 0, radiusPx: 10, radiusM });

test("a click in a moving circle and in a fixed fence is about the smaller of both", () => {
  expect(clicked([circle("F-SMALL", 50)], moving(400))).toBe("F-SMALL");
  expect(clicked([circle("F-LARGE", 900)], moving(400))).toBe("F-MOVING");
  expect(clicked([circle("F-SMALL", 50), circle("F-LARGE", 900)], null)).toBe("F-SMALL");
  expect(clicked([], null)).toBeNull();
});

test("corridors and holes count with what they cover", () => {
  // 700 m long and 20 m wide covers less than a circle of 100 m.
  const street = fence(
    "F-STREET",
    {
      type: "LineString",
      coordinates: [
        [21, 52],
        [21.01, 52],
      ],
    },
    10,
  );
  expect(clicked([street], moving(100))).toBe("F-STREET");
  expect(clicked([street], moving(50))).toBe("F-MOVING");
  // Of a disc of 500 m with a hole of 490 m less is left than of one of 110 m.
  const ring = fence("F-RING", { type: "Polygon", coordinates: [circleRing([21, 52], 500), circleRing([21, 52], 490)] }, null);
  expect(clicked([ring], moving(110))).toBe("F-RING");
});

test("a circle drawn as a ring covers what it does by its radius, across the antimeridian too", () => {
  const disc = Math.PI * 500 ** 2;
  for (const longitude of [21, 179.999]) {
    const ring = circleRing([longitude, -40], 500).map(([lon, lat]) => [lon! > 180 ? lon! - 360 : lon!, lat!]);
    expect(areaOf({ type: "Polygon", coordinates: [ring] }, 0) / disc).toBeCloseTo(1, 2);
    expect(areaOf({ type: "MultiPolygon", coordinates: [[ring], [ring]] }, 0) / disc).toBeCloseTo(2, 2);
  }
});
