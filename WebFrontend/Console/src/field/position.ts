import { signal } from "../signal";
import type { Fix } from "./trail";

/** `off`: not asked for. `denied`: the person said no. `searching`: no fix yet, or none any more. */
export type PositionState = "off" | "searching" | "known" | "denied" | "absent";

/** A fix after which silence means that there is none any more, ms. */
const SILENT_MS = 60_000;

interface Battery {
  level: number;
}

/** This phone's place, as its browser reports it. */
export class Position {
  readonly state = signal<PositionState>("off");
  readonly accuracyM = signal<number | null>(null);
  private watching: number | null = null;
  private heardAt = 0;
  private battery: Battery | null = null;

  constructor(private readonly found: (fix: Fix) => void) {
    const source = navigator as Navigator & { getBattery?: () => Promise<Battery> };
    void source.getBattery?.().then((battery) => (this.battery = battery));
    setInterval(() => this.state.value === "known" && Date.now() - this.heardAt > SILENT_MS && this.state.set("searching"), 5_000);
  }

  start(): void {
    const absent = !("geolocation" in navigator);
    if (this.watching === null) this.state.set(absent ? "absent" : "searching");
    if (this.watching !== null || absent) return;
    this.watching = navigator.geolocation.watchPosition(
      (at) => this.seen(at),
      (failure) => this.failed(failure),
      { enableHighAccuracy: true, maximumAge: 5_000 },
    );
  }

  stop(): void {
    if (this.watching !== null) navigator.geolocation.clearWatch(this.watching);
    this.watching = null;
    this.state.set("off");
  }

  private seen({ coords, timestamp }: GeolocationPosition): void {
    this.heardAt = Date.now();
    this.accuracyM.set(coords.accuracy);
    this.state.set("known");
    this.found({
      latitude: coords.latitude,
      longitude: coords.longitude,
      timeMs: Math.round(timestamp),
      accuracyM: coords.accuracy,
      speedMps: coords.speed,
      courseDeg: coords.heading !== null && Number.isFinite(coords.heading) ? coords.heading : null,
      battery: this.battery?.level ?? null,
    });
  }

  private failed(failure: GeolocationPositionError): void {
    const denied = failure.code === failure.PERMISSION_DENIED;
    if (denied) this.stop();
    this.state.set(denied ? "denied" : "searching");
  }
}
