import type { Efectivo } from "../live/sighting";
import { hasPosition } from "../live/sighting";
import { type Camera, screenX, screenY } from "./camera";
import { drawnAt } from "./glide";
import { haloText, type Painter } from "./overlay";
import type { Palette } from "./palette";
import { radiusAt } from "./symbols/layer";

const FONT = '500 11.5px system-ui, "Segoe UI", Roboto, sans-serif';
/** Names appear from this zoom on. */
const ZOOM_MIN = 12.5;
/** At most so many names: more would be noise, and slow. */
const LABELS_MAX = 200;
const HEIGHT = 14;

/** Codes beside the symbols when there is room for them; the selected efectivo's always. */
export function labelPainter(
  efectivos: () => ReadonlyMap<string, Efectivo>,
  selected: () => string | null,
  palette: () => Palette,
): Painter {
  const widths = new Map<string, number>();
  return (context, camera, now) => {
    const p = palette();
    const taken = new Taken();
    context.font = FONT;
    const offset = radiusAt(camera.zoom) * 1.6 + 3;
    for (const e of candidates(efectivos(), selected(), camera)) {
      const at = drawnAt(e, now);
      const x = screenX(camera, at.x) + offset;
      const y = screenY(camera, at.y);
      if (x < -100 || y < 0 || x > camera.width || y > camera.height) continue;
      let width = widths.get(e.id);
      if (width === undefined) widths.set(e.id, (width = context.measureText(e.id).width));
      if (!taken.take(x, y - HEIGHT / 2, width, HEIGHT)) continue;
      haloText(context, e.id, x, y, { halo: p.halo, fill: p.label });
      if (taken.count >= LABELS_MAX) break;
    }
    return taken.count;
  };
}

function* candidates(all: ReadonlyMap<string, Efectivo>, selected: string | null, camera: Camera): Generator<Efectivo> {
  const first = selected ? all.get(selected) : undefined;
  if (first && hasPosition(first)) yield first;
  if (camera.zoom < ZOOM_MIN) return;
  for (const e of all.values()) if (e !== first && hasPosition(e)) yield e;
}

/** Which places of the screen have text already, by coarse squares. */
class Taken {
  private readonly squares = new Set<number>();
  count = 0;

  take(x: number, y: number, width: number, height: number): boolean {
    const wanted: number[] = [];
    for (let sy = Math.floor(y / 8); sy <= Math.floor((y + height) / 8); sy++) {
      for (let sx = Math.floor(x / 8); sx <= Math.floor((x + width) / 8); sx++) wanted.push(sy * 10_000 + sx);
    }
    if (wanted.some((s) => this.squares.has(s))) return false;
    for (const s of wanted) this.squares.add(s);
    this.count++;
    return true;
  }
}
