import type { Place } from "../board/model";

/** What clicks on the map mean while something is being chosen or drawn; without one, a click opens a card. */
export interface MapTool {
  /** On an efectivo, or on a place. */
  clicked(at: Place, efectivoId: string | null): void;
  moved?(at: Place): void;
}
