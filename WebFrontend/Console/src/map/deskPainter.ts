import type { OperationResource } from "../board/desk";
import type { Alarm, OperationSummary, Place } from "../board/model";
import { isClosed, isOpenStep } from "../board/model";
import type { Area } from "../commands/area";
import { latitudeOfY, xOfLongitude, yOfLatitude } from "../live/mercator";
import { type Efectivo, hasPosition, isCoarse } from "../live/sighting";
import { type Camera, screenX, screenY } from "./camera";
import { drawnAt } from "./glide";
import { haloText, type Painter } from "./overlay";
import type { Palette } from "./palette";
import { radiusAt } from "./symbols/layer";

/** The things that the desk has to show on the map at this moment. */
export interface DeskScene {
  efectivos: ReadonlyMap<string, Efectivo>;
  operations: Iterable<OperationSummary>;
  /** The one whose card is open. */
  open: OperationResource | null;
  /** A place that is being chosen. */
  placed: Place | null;
  areas: readonly Area[];
  chosen: readonly string[];
  alarms: readonly Alarm[];
}

const FONT = '600 11px system-ui, "Segoe UI", Roboto, sans-serif';
const PRIORITY = { Low: "#8fa1b0", Medium: "#5aa9ff", High: "#f2b84b", Urgent: "#ff9d4d", Critical: "#ff4d4f" } as const;
const ALARM = "#ff3b3f";
const CHOSEN = "#ffffff";
/** Metres around the world at the equator. */
const AROUND_M = 2 * Math.PI * 6_378_137;

/** Draws operations, areas, who is chosen and who is in danger above the efectivos. */
export function deskPainter(scene: () => DeskScene, palette: () => Palette): Painter {
  return (context, camera, now) => {
    const s = scene();
    const ink: Ink = { context, camera, now, palette: palette() };
    let drawn = 0;
    for (const e of s.efectivos.values()) if (isCoarse(e) && hasPosition(e)) drawn += drawCoarse(ink, e);
    if (s.open) drawn += drawOpen(ink, s.open, s.efectivos);
    for (const o of s.operations)
      if (o.point && !isClosed(o.status))
        drawn += drawFlag(ink, o.point, o.operationId, PRIORITY[o.priority], o.operationId === s.open?.operationId);
    if (s.placed) drawn += drawFlag(ink, s.placed, "", PRIORITY.Medium, true);
    for (const area of s.areas) drawn += drawArea(ink, area);
    for (const id of s.chosen) drawn += drawChosen(ink, s.efectivos.get(id));
    for (const alarm of s.alarms) drawn += drawAlarm(ink, alarm, s.efectivos.get(alarm.efectivoId));
    return drawn;
  };
}

interface Ink {
  context: CanvasRenderingContext2D;
  camera: Camera;
  now: number;
  palette: Palette;
}

const at = (c: Camera, p: Place): [number, number] => [screenX(c, xOfLongitude(p.longitude)), screenY(c, yOfLatitude(p.latitude))];

function drawOpen(ink: Ink, o: OperationResource, all: ReadonlyMap<string, Efectivo>): number {
  const { context: g, camera } = ink;
  const colour = PRIORITY[o.plan.priority];
  if (o.plan.area.length > 2) ring(ink, o.plan.area, colour);
  if (!o.plan.point) return 1;
  const [x, y] = at(camera, o.plan.point);
  g.strokeStyle = colour;
  g.lineWidth = 1.5;
  g.setLineDash([5, 5]);
  for (const a of o.assignments) {
    const e = all.get(a.efectivoId);
    if (!e || !hasPosition(e) || !isOpenStep(a.step)) continue;
    const there = drawnAt(e, ink.now);
    g.globalAlpha = a.step === "Proposed" || a.step === "Reserved" ? 0.45 : 0.95;
    g.beginPath();
    g.moveTo(x, y);
    g.lineTo(screenX(camera, there.x), screenY(camera, there.y));
    g.stroke();
  }
  g.globalAlpha = 1;
  g.setLineDash([]);
  return 1;
}

function drawFlag(ink: Ink, place: Place, label: string, colour: string, open: boolean): number {
  const { context: g, camera, palette } = ink;
  const [x, y] = at(camera, place);
  if (x < -80 || y < -40 || x > camera.width + 40 || y > camera.height + 40) return 0;
  const size = open ? 9 : 6.5;
  g.beginPath();
  g.moveTo(x, y);
  g.lineTo(x, y - size * 2.6);
  g.lineTo(x + size * 2.4, y - size * 1.8);
  g.lineTo(x, y - size);
  g.lineWidth = 3;
  g.strokeStyle = palette.halo;
  g.stroke();
  g.fillStyle = colour;
  g.fill();
  g.lineWidth = 1.6;
  g.strokeStyle = colour;
  g.stroke();
  if (label && (open || camera.zoom >= 11)) words(ink, label, x + 4, y - size * 2.6 - 8, palette.label);
  return 1;
}

/** Where it may be: the circle of what its device knows of its place. */
function drawCoarse(ink: Ink, e: Efectivo): number {
  const { context: g, camera } = ink;
  const there = drawnAt(e, ink.now);
  const [x, y] = [screenX(camera, there.x), screenY(camera, there.y)];
  const pixels = (e.accuracyM! / (AROUND_M * Math.cos((latitudeOfY(there.y) * Math.PI) / 180))) * camera.scale;
  if (x < -pixels || y < -pixels || x > camera.width + pixels || y > camera.height + pixels) return 0;
  g.beginPath();
  g.arc(x, y, pixels, 0, 2 * Math.PI);
  g.globalAlpha = 0.12;
  g.fillStyle = PRIORITY.Medium;
  g.fill();
  g.globalAlpha = 1;
  g.setLineDash([4, 4]);
  g.lineWidth = 1.5;
  g.strokeStyle = PRIORITY.Medium;
  g.stroke();
  g.setLineDash([]);
  return 1;
}

function drawArea(ink: Ink, area: Area): number {
  if (area.kind === "polygon") {
    ring(ink, area.ring, CHOSEN);
    return 1;
  }
  const { context: g, camera } = ink;
  const [x, y] = at(camera, area.centre);
  const pixels = (area.radiusM / (AROUND_M * Math.cos((area.centre.latitude * Math.PI) / 180))) * camera.scale;
  g.beginPath();
  g.arc(x, y, pixels, 0, 2 * Math.PI);
  outline(g, CHOSEN);
  return 1;
}

function ring(ink: Ink, corners: readonly Place[], colour: string): void {
  const { context: g, camera } = ink;
  g.beginPath();
  for (const corner of corners) g.lineTo(...at(camera, corner));
  g.closePath();
  outline(g, colour);
}

function outline(g: CanvasRenderingContext2D, colour: string): void {
  g.fillStyle = colour;
  g.globalAlpha = 0.12;
  g.fill();
  g.globalAlpha = 1;
  g.lineWidth = 2;
  g.strokeStyle = colour;
  g.stroke();
}

function drawChosen(ink: Ink, e: Efectivo | undefined): number {
  if (!e || !hasPosition(e)) return 0;
  const { context: g, camera } = ink;
  const there = drawnAt(e, ink.now);
  const x = screenX(camera, there.x);
  const y = screenY(camera, there.y);
  const r = radiusAt(camera.zoom) + 5;
  g.beginPath();
  g.arc(x, y, r, 0, 2 * Math.PI);
  g.lineWidth = 2.5;
  g.strokeStyle = CHOSEN;
  g.stroke();
  g.beginPath();
  g.moveTo(x + r * 0.45, y - r);
  g.lineTo(x + r * 0.8, y - r * 0.6);
  g.lineTo(x + r * 1.5, y - r * 1.5);
  g.stroke();
  return 1;
}

/** A red ring that breathes until it is acknowledged; where the efectivo is now, else where it called from. */
function drawAlarm(ink: Ink, alarm: Alarm, e: Efectivo | undefined): number {
  const { context: g, camera } = ink;
  const moving = e && hasPosition(e) ? drawnAt(e, ink.now) : null;
  if (!moving && !alarm.point) return 0;
  const [x, y] = moving ? [screenX(camera, moving.x), screenY(camera, moving.y)] : at(camera, alarm.point!);
  const beat = alarm.status === "Raised" ? (Math.sin(ink.now / 250) + 1) / 2 : 0;
  for (const r of [16, 24 + beat * 14]) {
    g.beginPath();
    g.arc(x, y, r, 0, 2 * Math.PI);
    g.lineWidth = 4;
    g.strokeStyle = ALARM;
    g.stroke();
  }
  words(ink, alarm.efectivoId, x - 20, y - 48, ALARM);
  return 1;
}

function words(ink: Ink, text: string, x: number, y: number, colour: string): void {
  ink.context.font = FONT;
  haloText(ink.context, text, x, y, { halo: ink.palette.halo, fill: colour });
}
