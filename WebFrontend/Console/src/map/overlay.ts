import type { Map as MapLibre } from "maplibre-gl";
import { type Camera, cameraOf } from "./camera";

/** One thing that draws on the overlay; says how many items it drew. */
export type Painter = (context: CanvasRenderingContext2D, camera: Camera, now: number) => number;

/** Text that stays readable on any ground: its halo first. The font is the caller's. */
export function haloText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colours: { halo: string; fill: string },
): void {
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = colours.halo;
  context.strokeText(text, x, y);
  context.fillStyle = colours.fill;
  context.fillText(text, x, y);
}

/** A canvas over the map for what needs text: counts and labels (no glyph files exist offline). Drawn with every frame of the map. */
export class Overlay {
  private readonly canvas = document.createElement("canvas");
  private drawn = 0;
  private readonly context = this.canvas.getContext("2d")!;

  constructor(
    private readonly map: MapLibre,
    private readonly painters: readonly Painter[],
  ) {
    this.canvas.className = "overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    map.getCanvasContainer().append(this.canvas);
    map.on("render", () => this.draw());
  }

  private draw(): void {
    const camera = cameraOf(this.map);
    const ratio = Math.min(2, window.devicePixelRatio);
    const width = Math.round(camera.width * ratio);
    const height = Math.round(camera.height * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.drawn > 0) this.context.clearRect(0, 0, camera.width, camera.height);
    const now = performance.now();
    this.drawn = this.painters.reduce((sum, paint) => sum + paint(this.context, camera, now), 0);
    // An empty canvas over the map would still cost a blend of the whole screen with every frame.
    this.canvas.hidden = this.drawn === 0;
  }
}
