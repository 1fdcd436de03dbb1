import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { EfectivoState } from "../generated/gad/v1/live_pb";
import { xOfLongitude, yOfLatitude } from "./mercator";
import type { Roster } from "./roster";
import type { Sighting } from "./sighting";

/** Efectivos followed wherever they are: one sighting each, beside those of the cells. */
export class Followed {
  private readonly sightings = new Map<string, Sighting>();

  constructor(private readonly roster: Roster) {}

  apply(state: EfectivoState, stamp: number, now: number, onMove: (deviceTimeMs: number) => void): void {
    if (!state.deviceTime) return;
    const known = this.sightings.get(state.efectivoId);
    const timeMs = timestampMs(state.deviceTime);
    const next: Sighting = {
      efectivoId: state.efectivoId,
      name: state.displayName,
      unit: state.unit,
      availability: state.availability,
      x: xOfLongitude(state.longitude),
      y: yOfLatitude(state.latitude),
      timeMs,
      courseDeg: state.courseDeg ?? null,
      speedMps: state.speedMps ?? null,
      accuracyM: state.accuracyM ?? null,
      battery: state.battery ?? null,
      stamp,
    };
    if (known && timeMs > known.timeMs) onMove(timeMs);
    const sighting = known ? Object.assign(known, next) : next;
    this.sightings.set(state.efectivoId, sighting);
    this.roster.settle(sighting, now);
  }

  keep(ids: readonly string[], now: number, graceMs: number): void {
    for (const [id, sighting] of this.sightings) {
      if (ids.includes(id)) continue;
      this.sightings.delete(id);
      this.roster.retire(sighting, now, graceMs);
    }
  }
}
