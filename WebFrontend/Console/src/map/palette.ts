/** Colours of the map. Symbols: Unknown, Available, OnTask, OffDuty, Unavailable; each also has a shape of its own. */
export interface Palette {
  sea: string;
  land: string;
  border: string;
  coast: string;
  layerLine: string;
  layerFill: string;
  label: string;
  halo: string;
  countFill: string;
  countText: string;
  availability: readonly string[];
  stale: string;
  symbolFills: Float32Array;
  symbolStale: Float32Array;
  symbolEdge: Float32Array;
  symbolRing: Float32Array;
}

const DARK_AVAILABILITY = ["#9aa7b5", "#3ecf8e", "#5aa9ff", "#c7a6f5", "#ff8a65"];
const LIGHT_AVAILABILITY = ["#5d6b79", "#0b8a53", "#1668c7", "#7a4fc0", "#c8431b"];

export const dark: Palette = withSymbols(
  {
    sea: "#0b1117",
    land: "#131b23",
    border: "#2a3744",
    coast: "#34434f",
    layerLine: "#3b4c5c",
    layerFill: "#1a242e",
    label: "#e4ebf2",
    halo: "#0b1117",
    countFill: "#1c2833",
    countText: "#f0f4f8",
    availability: DARK_AVAILABILITY,
    stale: "#6d7883",
  },
  "#0b1117",
  "#ffffff",
);

export const light: Palette = withSymbols(
  {
    sea: "#dfe7ed",
    land: "#f6f7f5",
    border: "#c3ccd3",
    coast: "#aebac4",
    layerLine: "#9eacb8",
    layerFill: "#eceff0",
    label: "#18222c",
    halo: "#ffffff",
    countFill: "#ffffff",
    countText: "#18222c",
    availability: LIGHT_AVAILABILITY,
    stale: "#8f9aa3",
  },
  "#ffffff",
  "#10202e",
);

type Plain = Omit<Palette, "symbolFills" | "symbolStale" | "symbolEdge" | "symbolRing">;

function withSymbols(plain: Plain, edge: string, ring: string): Palette {
  return {
    ...plain,
    symbolFills: Float32Array.from(plain.availability.flatMap(rgb)),
    symbolStale: Float32Array.from(rgb(plain.stale)),
    symbolEdge: Float32Array.from(rgb(edge)),
    symbolRing: Float32Array.from(rgb(ring)),
  };
}

function rgb(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}
