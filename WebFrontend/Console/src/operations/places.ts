import type { OperationResource } from "../board/desk";
import { isOpenStep, type Place } from "../board/model";
import { latitudeOfY, longitudeOfX } from "../live/mercator";
import { type Efectivo, hasPosition } from "../live/sighting";

/** All that belongs to an operation on the map: its place, its area, and where its people are. */
export function placesOf(o: OperationResource, efectivos: ReadonlyMap<string, Efectivo>): Place[] {
  const people = o.assignments.filter((a) => isOpenStep(a.step)).flatMap((a) => efectivos.get(a.efectivoId) ?? []);
  return [
    ...(o.plan.point ? [o.plan.point] : []),
    ...o.plan.area,
    ...people.filter(hasPosition).map((e) => ({ latitude: latitudeOfY(e.y), longitude: longitudeOfX(e.x) })),
  ];
}
