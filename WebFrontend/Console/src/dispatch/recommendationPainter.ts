import { xOfLongitude, yOfLatitude } from "../live/mercator";
import { type Efectivo, hasPosition } from "../live/sighting";
import { screenX, screenY } from "../map/camera";
import { drawnAt } from "../map/glide";
import type { Painter } from "../map/overlay";
import type { Recommendation } from "./model";

const INK = "#8ce99a";

/** Lines from who is recommended to the place, with their rank. */
export function recommendationPainter(scene: () => { made: Recommendation | null; efectivos: ReadonlyMap<string, Efectivo> }): Painter {
  return (g, camera, now) => {
    const { made, efectivos } = scene();
    if (!made) return 0;
    const [px, py] = [screenX(camera, xOfLongitude(made.point.longitude)), screenY(camera, yOfLatitude(made.point.latitude))];
    let drawn = 0;
    for (const [i, c] of [...made.chosen, ...made.next.slice(0, 3)].entries()) {
      const e = efectivos.get(c.efectivoId);
      if (!e || !hasPosition(e)) continue;
      const at = drawnAt(e, now);
      const [x, y] = [screenX(camera, at.x), screenY(camera, at.y)];
      const chosen = i < made.chosen.length;
      g.strokeStyle = INK;
      g.globalAlpha = chosen ? 0.95 : 0.45;
      g.lineWidth = chosen ? 2.5 : 1.5;
      g.setLineDash(chosen ? [] : [4, 4]);
      g.beginPath();
      g.moveTo(x, y);
      g.lineTo(px, py);
      g.stroke();
      g.setLineDash([]);
      g.beginPath();
      g.arc(x, y - 20, 10, 0, 2 * Math.PI);
      g.fillStyle = INK;
      g.fill();
      g.fillStyle = "#0b1117";
      g.font = '700 12px system-ui, "Segoe UI", Roboto, sans-serif';
      g.textAlign = "center";
      g.textBaseline = "middle";
      g.fillText(String(i + 1), x, y - 19.5);
      g.globalAlpha = 1;
      drawn++;
    }
    return drawn;
  };
}
