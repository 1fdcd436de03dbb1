import type { Count } from "../live/counts";
import { type Camera, isOnScreen, screenX, screenY } from "./camera";
import type { Painter } from "./overlay";
import type { Palette } from "./palette";

const FONT = '600 12px system-ui, "Segoe UI", Roboto, sans-serif';
const RADIUS_MIN = 13;
const RADIUS_MAX = 34;

/** Radius of a count's circle, CSS pixels: by the root of the number, so that the area shows it. */
export const countRadius = (total: number): number => Math.min(RADIUS_MAX, RADIUS_MIN + Math.sqrt(total) * 0.6);

/** Counts of coarse cells: a number in a ring that shows the shares by availability. */
export function countPainter(counts: () => Iterable<Count>, palette: () => Palette): Painter {
  return (context, camera) => {
    const p = palette();
    context.font = FONT;
    context.textAlign = "center";
    context.textBaseline = "middle";
    // Large ones last: where circles meet, the larger number stays readable.
    const seen = [...counts()].filter((c) => isOnScreen(camera, c.x, c.y, RADIUS_MAX)).sort((a, b) => a.total - b.total);
    for (const count of seen) draw(context, camera, count, p);
    return seen.length;
  };
}

function draw(context: CanvasRenderingContext2D, camera: Camera, count: Count, p: Palette): void {
  const x = screenX(camera, count.x);
  const y = screenY(camera, count.y);
  const radius = countRadius(count.total);
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = p.countFill;
  context.fill();
  let from = -Math.PI / 2;
  context.lineWidth = 3;
  count.byAvailability.forEach((n, i) => {
    if (n === 0) return;
    const to = from + (n / count.total) * 2 * Math.PI;
    context.beginPath();
    context.arc(x, y, radius - 1.5, from, to);
    context.strokeStyle = p.availability[i + 1] ?? p.stale;
    context.stroke();
    from = to;
  });
  context.fillStyle = p.countText;
  context.fillText(short(count.total), x, y + 0.5);
}

const short = (n: number): string => (n < 10_000 ? String(n) : `${Math.round(n / 1000)}k`);
