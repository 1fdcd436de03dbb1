import { latitudeOfY, longitudeOfX, xOfLongitude, yOfLatitude } from "../live/mercator";
import { type Efectivo, hasPosition } from "../live/sighting";
import { type Camera, screenX, screenY } from "../map/camera";
import { drawnAt } from "../map/glide";
import type { Painter } from "../map/overlay";
import { circleRing } from "./geometry";

const HALO = "#11181f80";

/** A circle that moves with an efectivo. */
export interface MovingFence {
  fenceId: string;
  radiusM: number;
  watching: boolean;
  ownerId: string;
}

/** Where such a circle was drawn with the last frame, CSS pixels of the map. */
export interface MovedCircle {
  fenceId: string;
  x: number;
  y: number;
  radiusPx: number;
  radiusM: number;
}

/** Circles around the places at which their owners are drawn, now or in the past, gliding with them; whose owner is not on the map is not drawn. */
export class MovingFences {
  /** Of the last frame, in the order of drawing. */
  drawn: readonly MovedCircle[] = [];
  visible = true;
  private fences: readonly MovingFence[] = [];

  constructor(
    private readonly efectivos: () => ReadonlyMap<string, Efectivo>,
    private readonly ink: () => string = () => "#ffd166",
  ) {}

  show(fences: readonly MovingFence[]): void {
    this.fences = fences;
  }

  /** The smallest circle under a point of the screen: a larger one would hide it. */
  at(x: number, y: number): MovedCircle | null {
    const hit = this.drawn.filter((c) => Math.hypot(x - c.x, y - c.y) <= c.radiusPx);
    return hit.sort((a, b) => a.radiusPx - b.radiusPx)[0] ?? null;
  }

  readonly painter: Painter = (g, camera, now) => {
    const drawn: MovedCircle[] = [];
    if (this.visible) for (const f of this.fences) paint(g, camera, f, this.efectivos().get(f.ownerId), now, drawn, this.ink());
    this.drawn = drawn;
    return drawn.length;
  };
}

function paint(
  g: CanvasRenderingContext2D,
  camera: Camera,
  f: MovingFence,
  owner: Efectivo | undefined,
  now: number,
  drawn: MovedCircle[],
  ink: string,
): void {
  if (!owner || !hasPosition(owner)) return;
  const at = drawnAt(owner, now);
  const centre = [longitudeOfX(at.x), latitudeOfY(at.y)];
  const rim = circleRing(centre, f.radiusM).map(([longitude, latitude]) => [
    screenX(camera, xOfLongitude(longitude!)),
    screenY(camera, yOfLatitude(latitude!)),
  ]);
  const [x, y] = [screenX(camera, at.x), screenY(camera, at.y)];
  const radiusPx = Math.max(...rim.map((p) => Math.hypot(p[0]! - x, p[1]! - y)));
  if (x < -radiusPx || y < -radiusPx || x > camera.width + radiusPx || y > camera.height + radiusPx) return;
  g.beginPath();
  for (const [rx, ry] of rim) g.lineTo(rx!, ry!);
  g.closePath();
  g.fillStyle = ink;
  g.globalAlpha = f.watching ? 0.1 : 0.03;
  g.fill();
  g.globalAlpha = 1;
  g.setLineDash(f.watching ? [] : [4, 5]);
  g.strokeStyle = HALO;
  g.lineWidth = 3;
  g.stroke();
  g.strokeStyle = ink;
  g.lineWidth = 1.8;
  g.stroke();
  g.setLineDash([]);
  drawn.push({ fenceId: f.fenceId, x, y, radiusPx, radiusM: f.radiusM });
}
