import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from "maplibre-gl";
import type { Efectivo } from "../../live/sighting";
import { cameraOf } from "../camera";
import { GLIDE_MS } from "../glide";
import { Pace } from "../pace";
import type { Palette } from "../palette";
import { Instances, type Moment, STRIDE } from "./instances";
import { buildProgram, type Program } from "./program";
import { VERTICES } from "./shaders";

/** Symbols are written again when the camera is this far (CSS pixels) from where they were written for. */
const REBASE_PX = 50_000;

/** Source of the layer, asked for at every write. */
export interface SymbolSource {
  efectivos: () => ReadonlyMap<string, Efectivo>;
  moment: () => Omit<Moment, "originX" | "originY">;
  palette: () => Palette;
}

/** Radius of a symbol's body in CSS pixels: small on a wide view, easy to hit on a near one. */
export const radiusAt = (zoom: number): number => Math.max(4, Math.min(8.5, 4 + (zoom - 9) * 0.9));

/** All efectivos in one instanced draw. Motion is done by the graphics card, so a still store costs nothing per frame but the draw. */
export class SymbolLayer implements CustomLayerInterface {
  readonly id = "efectivos";
  readonly type = "custom";
  private map!: MapLibre;
  private program!: Program;
  private array!: WebGLVertexArrayObject;
  private buffer!: WebGLBuffer;
  private readonly instances = new Instances();
  private originX = 0;
  private originY = 0;
  private dirty = true;
  private readonly pace = new Pace();

  constructor(private readonly source: SymbolSource) {}

  /** The shown symbols have changed: writes them again with the next frame. */
  refresh(): void {
    this.dirty = true;
    this.map?.triggerRepaint();
  }

  onAdd(map: MapLibre, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.program = buildProgram(gl);
    this.buffer = gl.createBuffer();
    this.array = gl.createVertexArray();
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    const { a_from, a_to, a_moved, a_course, a_look } = this.program.attributes;
    for (const [at, size, offset] of [
      [a_from, 2, 0],
      [a_to, 2, 8],
      [a_moved, 1, 16],
      [a_course, 1, 20],
    ] as const) {
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, size, gl.FLOAT, false, STRIDE, offset);
      gl.vertexAttribDivisor(at, 1);
    }
    gl.enableVertexAttribArray(a_look);
    gl.vertexAttribIPointer(a_look, 4, gl.UNSIGNED_BYTE, STRIDE, 24);
    gl.vertexAttribDivisor(a_look, 1);
    gl.bindVertexArray(null);
    this.dirty = true;
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const camera = cameraOf(this.map);
    const far = Math.max(Math.abs(camera.x - this.originX), Math.abs(camera.y - this.originY)) * camera.scale > REBASE_PX;
    if (this.dirty || far) this.write(gl, camera.x, camera.y);
    if (this.instances.count === 0) return;
    const now = performance.now() / 1000;
    const { program, uniforms } = this.program;
    const palette = this.source.palette();
    gl.useProgram(program);
    gl.uniformMatrix4fv(uniforms.u_matrix, false, translated(input.defaultProjectionData.mainMatrix, this.originX, this.originY));
    gl.uniform2f(uniforms.u_pixel, 2 / camera.width, 2 / camera.height);
    gl.uniform1f(uniforms.u_now, now);
    gl.uniform1f(uniforms.u_radius, radiusAt(camera.zoom));
    gl.uniform3fv(uniforms.u_fill, palette.symbolFills);
    gl.uniform3fv(uniforms.u_stale, palette.symbolStale);
    gl.uniform3fv(uniforms.u_edge, palette.symbolEdge);
    gl.uniform3fv(uniforms.u_ring, palette.symbolRing);
    gl.bindVertexArray(this.array);
    gl.drawArraysInstanced(gl.TRIANGLES, 0, VERTICES, this.instances.count);
    gl.bindVertexArray(null);
    if (now < this.instances.lastMoved + GLIDE_MS / 1000 && this.pace.allows(now)) this.map.triggerRepaint();
  }

  private write(gl: WebGL2RenderingContext, x: number, y: number): void {
    this.originX = x;
    this.originY = y;
    this.instances.write(this.source.efectivos(), { ...this.source.moment(), originX: x, originY: y });
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.instances.used, gl.DYNAMIC_DRAW);
    this.dirty = false;
  }
}

/** `matrix` × translation by (x, y), done in 64 bits and only then cut to 32. */
function translated(matrix: ArrayLike<number>, x: number, y: number): Float32Array {
  const out = Float32Array.from(matrix);
  for (let i = 0; i < 4; i++) out[12 + i] = matrix[i]! * x + matrix[4 + i]! * y + matrix[12 + i]!;
  return out;
}
