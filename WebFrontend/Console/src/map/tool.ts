import type { Place } from "../board/model";

/** The meaning of clicks on the map while something is being chosen or drawn; without a tool, a click opens a card. */
export interface MapTool {
  /** On an efectivo, or on a place. */
  clicked(at: Place, efectivoId: string | null): void;
  moved?(at: Place): void;
}
