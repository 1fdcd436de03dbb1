const SHAPES = [
  '<circle cx="8" cy="8" r="4" fill="none" stroke="currentColor" stroke-width="2.5"/>',
  '<circle cx="8" cy="8" r="5.2" fill="currentColor"/>',
  '<rect x="4" y="4" width="8" height="8" rx="0.8" transform="rotate(45 8 8)" fill="currentColor"/>',
  '<rect x="3.4" y="3.4" width="9.2" height="9.2" rx="1.2" fill="currentColor"/>',
  '<path d="M2.6 4.2h10.8L8 13.4z" stroke="currentColor" stroke-linejoin="round" fill="currentColor"/>',
];

/** The map's symbol of an availability, for panels: the same shape, the same colour (by class). */
export function glyph(availability: number): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `glyph availability-${availability}`);
  svg.innerHTML = SHAPES[availability] ?? SHAPES[0]!;
  return svg;
}
