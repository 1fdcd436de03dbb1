import type { Place } from "../board/model";
import type { MapTool } from "../map/tool";
import { signal } from "../signal";

/** An area of recipients: a circle or a polygon. */
export type Area = { kind: "circle"; centre: Place; radiusM: number } | { kind: "polygon"; ring: Place[] };

/** The command takes 1–100,000 m, and 3–1,000 corners. */
export const RADIUS_MAX_M = 100_000;
export const CORNERS_MAX = 1_000;

/** Distance on the sphere, m. */
export function distanceM(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const u = Math.sin(((b.latitude - a.latitude) * rad) / 2);
  const v = Math.sin(((b.longitude - a.longitude) * rad) / 2);
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(u * u + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * v * v));
}

/** Draws one area by clicks: a circle by centre and rim, a polygon corner by corner. */
export class AreaDrawing implements MapTool {
  /** The area on the map so far, the moving end included. */
  readonly draft = signal<Area | null>(null);
  private corners: Place[] = [];

  constructor(
    private readonly kind: Area["kind"],
    private readonly done: (area: Area) => void,
  ) {}

  clicked(at: Place): void {
    if (this.kind === "circle") this.circleClick(at);
    else if (this.corners.length < CORNERS_MAX) this.corners.push(at);
    this.moved(at);
  }

  moved(at: Place): void {
    const [centre] = this.corners;
    if (!centre) return;
    if (this.kind === "circle") this.draft.set({ kind: "circle", centre, radiusM: radius(centre, at) });
    else this.draft.set({ kind: "polygon", ring: [...this.corners, at] });
  }

  /** Takes the last corner back. */
  back(): void {
    this.corners.pop();
    this.draft.set(this.corners.length > 0 ? { kind: "polygon", ring: [...this.corners] } : null);
  }

  /** Closes a polygon; with fewer than three corners there is none yet. */
  finish(): boolean {
    if (this.kind !== "polygon" || this.corners.length < 3) return false;
    this.done({ kind: "polygon", ring: this.corners });
    return true;
  }

  private circleClick(at: Place): void {
    const [centre] = this.corners;
    if (centre) this.done({ kind: "circle", centre, radiusM: radius(centre, at) });
    else this.corners = [at];
  }
}

const radius = (centre: Place, rim: Place): number => Math.min(RADIUS_MAX_M, Math.max(1, Math.round(distanceM(centre, rim))));
