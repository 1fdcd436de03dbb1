import { way } from "./nav";

/** Ways into what lies over the map, beside it: the bar is the desk's. */
export function ground(root: HTMLElement, on: { fences: () => void; events: () => void; past: () => void; layers: () => void }): void {
  root.append(
    way("nav.fences", "F", "nav-fences", on.fences),
    way("nav.events", "E", "nav-events", on.events),
    way("nav.past", "H", "nav-past", on.past),
    way("nav.layers", "M", "nav-layers", on.layers),
  );
}
