import { FRAGMENT, VERTEX } from "./shaders";

const UNIFORMS = ["u_matrix", "u_pixel", "u_now", "u_radius", "u_fill", "u_stale", "u_edge", "u_ring"] as const;
const ATTRIBUTES = ["a_from", "a_to", "a_moved", "a_course", "a_look"] as const;

export interface Program {
  program: WebGLProgram;
  uniforms: Record<(typeof UNIFORMS)[number], WebGLUniformLocation | null>;
  attributes: Record<(typeof ATTRIBUTES)[number], number>;
}

export function buildProgram(gl: WebGL2RenderingContext): Program {
  const program = gl.createProgram();
  gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, VERTEX));
  gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, FRAGMENT));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(`symbol program: ${gl.getProgramInfoLog(program)}`);
  return {
    program,
    uniforms: Object.fromEntries(UNIFORMS.map((n) => [n, gl.getUniformLocation(program, n)])) as Program["uniforms"],
    attributes: Object.fromEntries(ATTRIBUTES.map((n) => [n, gl.getAttribLocation(program, n)])) as Program["attributes"],
  };
}

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type)!;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(`symbol shader: ${gl.getShaderInfoLog(shader)}`);
  return shader;
}
