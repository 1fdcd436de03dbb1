import type { FeatureCollection } from "geojson";
import type { OperationSummary } from "../board/model";
import type { FenceProperties } from "../fences/fenceLayer";
import type { FenceGeometry } from "../fences/model";
import type { Picture } from "./picture";

/** Operations of the past in the form in which the map draws those of now. */
export const operationsOf = (picture: Picture): OperationSummary[] =>
  [...picture.operations.values()].map((o) => ({
    ...o,
    people: o.people.map((p) => ({ ...p, assignmentId: "", reason: "", commandId: "" })),
    version: 0,
  }));

/** Fences of the past. One that moved with an efectivo is drawn around where that one was, as live. */
export function fencesOf(picture: Picture): FeatureCollection<FenceGeometry | null, FenceProperties> {
  return {
    type: "FeatureCollection",
    features: [...picture.fences.values()].map((f) => ({
      type: "Feature",
      geometry: f.geometry,
      properties: {
        fenceId: f.fenceId,
        name: f.name,
        radiusM: f.radiusM,
        watching: f.active,
        owner: { kind: f.ownerKind, code: f.ownerId },
      },
    })),
  };
}
