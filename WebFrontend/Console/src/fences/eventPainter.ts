import { xOfLongitude, yOfLatitude } from "../live/mercator";
import { isOnScreen, screenX, screenY } from "../map/camera";
import type { Painter } from "../map/overlay";
import { EVENT_PATHS, isTrouble } from "./eventGlyph";
import type { FenceEvent } from "./model";

/** An event stays on the map for so long, ms; the chosen one until another is chosen. */
const SHOWN_MS = 5 * 60_000;
const MARKS_MAX = 300;
const SIZE = 20;
/** Two plates nearer than this, px, would be one blot. */
const APART = 16;
const INK = "#ffd166";
const TROUBLE = "#ff6b5e";
const GROUND = "#11181fe6";

/** A small plate where each of the latest events happened; late ones have a broken edge. */
export function eventPainter(
  scene: () => {
    events: readonly FenceEvent[];
    chosen: FenceEvent | null;
    now: number;
    fault: { latitude: number; longitude: number } | null;
  },
): Painter {
  const paths = new Map<string, Path2D>();
  return (g, camera) => {
    const { events, chosen, now, fault } = scene();
    let drawn = 0;
    const taken: [number, number][] = [];
    const plate = (e: FenceEvent, big: boolean): void => {
      if (!e.point) return;
      const [wx, wy] = [xOfLongitude(e.point.longitude), yOfLatitude(e.point.latitude)];
      if (!isOnScreen(camera, wx, wy, SIZE)) return;
      const [x, y] = [screenX(camera, wx), screenY(camera, wy)];
      if (!big && taken.some(([tx, ty]) => Math.abs(tx - x) < APART && Math.abs(ty - y) < APART)) return;
      taken.push([x, y]);
      const size = big ? SIZE * 1.5 : SIZE;
      const ink = isTrouble(e.kind) ? TROUBLE : INK;
      g.beginPath();
      g.moveTo(x, y);
      g.lineTo(x - 4, y - 7);
      g.lineTo(x + 4, y - 7);
      g.closePath();
      g.fillStyle = ink;
      g.fill();
      g.beginPath();
      g.roundRect(x - size / 2, y - 7 - size, size, size, 5);
      g.fillStyle = GROUND;
      g.fill();
      g.strokeStyle = ink;
      g.lineWidth = big ? 2.5 : 1.5;
      g.setLineDash(e.late ? [3, 3] : []);
      g.stroke();
      g.setLineDash([]);
      let path = paths.get(e.kind);
      if (!path) paths.set(e.kind, (path = new Path2D(EVENT_PATHS[e.kind])));
      g.save();
      g.translate(x - size / 2 + size * 0.1, y - 7 - size + size * 0.1);
      g.scale((size * 0.8) / 16, (size * 0.8) / 16);
      g.lineWidth = 1.8;
      g.lineCap = "round";
      g.stroke(path);
      g.restore();
      drawn++;
    };
    // The newest of those that would lie on each other.
    for (const e of events.slice(0, MARKS_MAX)) {
      // Whom a new fence found inside already did nothing there.
      if (e !== chosen && e.cause !== "FenceChanged" && now - Date.parse(e.knownAt) < SHOWN_MS) plate(e, false);
    }
    if (chosen) plate(chosen, true);
    if (fault) {
      const [x, y] = [screenX(camera, xOfLongitude(fault.longitude)), screenY(camera, yOfLatitude(fault.latitude))];
      g.strokeStyle = TROUBLE;
      g.lineWidth = 3;
      g.beginPath();
      g.arc(x, y, 16, 0, 2 * Math.PI);
      for (const [dx, dy] of [
        [-7, -7],
        [7, -7],
      ] as const) {
        g.moveTo(x + dx, y + dy);
        g.lineTo(x - dx, y - dy);
      }
      g.stroke();
      drawn++;
    }
    return drawn;
  };
}
