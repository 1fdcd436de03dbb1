import { language, number, t } from "../../i18n";
import { duration } from "../../i18n/duration";
import { latitudeOfY, longitudeOfX } from "../../live/mercator";
import { type Efectivo, isCoarse } from "../../live/sighting";
import type { EfectivoResource } from "../../session/resources";

/** Live facts of a card as text, by the key of their label. */
export function liveFacts(e: Efectivo, ageS: number): [Parameters<typeof t>[0], string][] {
  const none = t("card.none");
  return [
    ["card.age", duration(ageS)],
    ["card.speed", e.speedMps === null ? none : `${number(e.speedMps * 3.6)} km/h`],
    ["card.course", e.courseDeg === null ? none : `${String(Math.round(e.courseDeg) % 360).padStart(3, "0")}° ${compass(e.courseDeg)}`],
    ["card.battery", e.battery === null ? none : `${number(e.battery * 100)} %`],
    ["card.accuracy", e.accuracyM === null ? none : `± ${number(e.accuracyM)} m${isCoarse(e) ? ` · ${t("card.coarse")}` : ""}`],
    ["card.coordinates", `${latitudeOfY(e.y).toFixed(5)}, ${longitudeOfX(e.x).toFixed(5)}`],
    ["card.time", `${clockTime(e.timeMs)} · ${zulu(e.timeMs)}`],
  ];
}

const DEVICE = ["InFuture", "Stale", "OutOfRange", "NullIsland", "Implausible", "Inaccurate"] as const;

/** Why nothing of its device is kept, since when and how often. */
export function deviceRefused(refused: NonNullable<EfectivoResource["refusedDevice"]>): string {
  const known = DEVICE.find((outcome) => outcome === refused.outcome) ?? "other";
  const why = t(`device.${known}`, { value: refused.value, field: refused.field });
  const at = (time: string) => clockTime(Date.parse(time));
  return t("card.device", { why, since: at(refused.since), count: number(refused.count), last: at(refused.lastAt) });
}

const POINTS = ["N", "NE", "E", "SE", "S", "SO", "O", "NO"];

function compass(deg: number): string {
  const point = POINTS[Math.round(deg / 45) % 8]!;
  // West is O (oeste) in Spanish, W in English.
  return language.value === "es" ? point : point.replace("O", "W");
}

const two = (n: number): string => String(n).padStart(2, "0");

function clockTime(ms: number): string {
  const d = new Date(ms);
  return `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
}

function zulu(ms: number): string {
  const d = new Date(ms);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}Z`;
}
