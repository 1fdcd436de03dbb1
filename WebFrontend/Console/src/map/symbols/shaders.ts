import { GLIDE_MS } from "../glide";

/** Vertices of one symbol: two triangles for the body, two for the arrow. Small tight squares: most of the cost is in their pixels. */
export const VERTICES = 12;

export const VERTEX = `#version 300 es
precision highp float;
in vec2 a_from;
in vec2 a_to;
in float a_moved;
in float a_course;
in uvec4 a_look;
uniform mat4 u_matrix;
uniform vec2 u_pixel;
uniform float u_now;
uniform float u_radius;
out vec2 v_at;
flat out uvec4 v_look;
flat out float v_aa;
const int CORNERS[6] = int[6](0, 1, 2, 2, 1, 3);
void main() {
  float part = clamp((u_now - a_moved) / ${(GLIDE_MS / 1000).toFixed(3)}, 0.0, 1.0);
  vec2 at = mix(a_from, a_to, part * (2.0 - part));
  int corner = CORNERS[gl_VertexID % 6];
  vec2 side = vec2(float(corner & 1), float(corner >> 1)) * 2.0 - 1.0;
  bool arrow = gl_VertexID >= 6;
  float radius = u_radius * (a_look.z == 1u ? 1.25 : 1.0);
  vec2 offset;
  if (arrow) {
    v_at = vec2(side.x * 0.9, side.y * 0.75 - 1.62);
    float c = radians(a_course);
    offset = mat2(cos(c), sin(c), -sin(c), cos(c)) * v_at;
    if (a_course < 0.0 || a_look.y == 2u) radius = 0.0;
  } else {
    v_at = side * (a_look.z == 1u ? 2.5 : 1.3);
    offset = v_at;
  }
  v_look = uvec4(a_look.xyz, arrow ? 1u : 0u);
  v_aa = 0.75 / u_radius;
  gl_Position = u_matrix * vec4(at, 0.0, 1.0);
  gl_Position.xy += vec2(offset.x, -offset.y) * radius * u_pixel * gl_Position.w;
}`;

/** v_look: availability (0..4), freshness (0..2), selected (0/1), body or arrow (0/1). Shapes as signed distances, so they are sharp at any size. */
export const FRAGMENT = `#version 300 es
precision highp float;
in vec2 v_at;
flat in uvec4 v_look;
flat in float v_aa;
uniform vec3 u_fill[5];
uniform vec3 u_stale;
uniform vec3 u_edge;
uniform vec3 u_ring;
out vec4 colour;
float box(vec2 p, float side) { vec2 d = abs(p) - side; return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0); }
float triangle(vec2 p, float r) {
  const float k = 1.7320508;
  p.x = abs(p.x) - r; p.y = p.y + r / k;
  if (p.x + k * p.y > 0.0) p = vec2(p.x - k * p.y, -k * p.x - p.y) / 2.0;
  p.x -= clamp(p.x, -2.0 * r, 0.0);
  return -length(p) * sign(p.y);
}
float body(uint kind, vec2 p) {
  if (kind == 1u) return length(p) - 0.86;
  if (kind == 2u) return box(mat2(0.7071, 0.7071, -0.7071, 0.7071) * p, 0.66) - 0.08;
  if (kind == 3u) return box(p, 0.64) - 0.1;
  if (kind == 4u) return triangle(vec2(p.x, p.y + 0.12), 0.86) - 0.08;
  return abs(length(p) - 0.6) - 0.2;
}
void over(inout vec4 under, vec3 rgb, float alpha) { under = vec4(rgb * alpha, alpha) + under * (1.0 - alpha); }
void main() {
  uint fresh = v_look.y;
  vec3 fill = fresh == 0u ? u_fill[v_look.x] : u_stale;
  float d = v_look.w == 1u ? max(v_at.y + 1.12, dot(vec2(abs(v_at.x), v_at.y + 2.1), vec2(0.82, -0.57))) : body(v_look.x, v_at);
  vec4 sum = vec4(0.0);
  if (v_look.z == 1u && v_look.w == 0u) over(sum, u_ring, 1.0 - smoothstep(0.06, 0.06 + 2.0 * v_aa, abs(length(v_at) - 2.25)));
  over(sum, u_edge, 1.0 - smoothstep(0.14, 0.14 + 2.0 * v_aa, d));
  over(sum, fill, 1.0 - smoothstep(-v_aa, v_aa, d));
  if (fresh == 2u) over(sum, u_edge, (1.0 - smoothstep(-v_aa, v_aa, d + 0.3)) * 0.75);
  colour = sum * (fresh == 2u ? 0.55 : 1.0);
}`;
