import type { FenceEventKind } from "./model";

/** The glyph of each kind, in a square of 16: an arrow into a line, out of it, through it, and so on. Never by colour alone. */
export const EVENT_PATHS: Readonly<Record<FenceEventKind, string>> = {
  Enter: "M12 2v12 M2 8h7 M6 4.5 9.5 8 6 11.5",
  Exit: "M4 2v12 M6 8h8 M10.5 4.5 14 8 10.5 11.5",
  Cross: "M8 2v4 M8 10v4 M1.5 8h12 M10.5 5 13.8 8 10.5 11",
  Dwell: "M8 2.2a5.8 5.8 0 1 0 .01 0 M8 5v3.2l2.4 1.6",
  Void: "M3.5 3.5h9v9h-9z M5.5 8h5",
  VoidOver: "M3.5 3.5h9v9h-9z M5.5 8.2 7.3 10 10.6 6",
  Crowd: "M3.5 3.5h9v9h-9z M5.5 8h5 M8 5.5v5",
  CrowdOver: "M3.5 3.5h9v9h-9z M5.5 8.2 7.3 10 10.6 6",
  Speed: "M2.5 12a5.8 5.8 0 1 1 11 0 M8 11.5 11 6.5",
  Deviation: "M5 14V9c0-3 5-2 5-6 M7.2 5 10 2.2 12.8 5",
  DeviationOver: "M8 14V3 M5.2 5.5 8 2.7 10.8 5.5",
};

/** Trouble, as against what is over or ordinary. */
export const isTrouble = (kind: FenceEventKind): boolean =>
  kind === "Void" || kind === "Crowd" || kind === "Speed" || kind === "Deviation" || kind === "Dwell";

export function eventGlyph(kind: FenceEventKind): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `event-glyph${isTrouble(kind) ? " trouble" : ""}`);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", EVENT_PATHS[kind]);
  svg.append(path);
  return svg;
}
