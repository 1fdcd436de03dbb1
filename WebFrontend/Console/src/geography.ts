import type { Recommendation } from "./dispatch/model";
import { recommendationPainter } from "./dispatch/recommendationPainter";
import { FenceWork } from "./fences/fenceWork";
import { fencesOf, operationsOf } from "./history/pastScene";
import type { Picture } from "./history/picture";
import { TimeMachine } from "./history/timeMachine";
import { HeatDesk } from "./layers/heatDesk";
import { HeatLayer } from "./layers/heatLayer";
import { LayerSwitch } from "./layers/layerSwitch";
import { OwnLayers } from "./layers/ownLayers";
import type { LiveStore } from "./live/store";
import type { DeskScene } from "./map/deskPainter";
import type { LiveMap } from "./map/liveMap";
import type { Painter } from "./map/overlay";
import type { Api } from "./session/api";
import type { Side } from "./side";
import { palette } from "./ui/theme";

export interface GeographyParts {
  api: Api;
  map: LiveMap;
  side: Side;
  store: LiveStore;
  now: () => number;
  openEfectivo: (id: string) => void;
  /** Other panels give way. */
  opening: () => void;
}

const NOTHING = { open: null, placed: null, areas: [], chosen: [], alarms: [] };
const NOBODY: Picture["efectivos"] = new Map();
const UNREAD = { efectivos: NOBODY, atMs: 0, limits: { staleAfterS: Number.POSITIVE_INFINITY, lostAfterS: Number.POSITIVE_INFINITY } };

/** The layers over the map beside the live efectivos: fences and their events, the past, recommended efectivos, layers. */
export class Geography {
  readonly fences: FenceWork;
  readonly time: TimeMachine;
  readonly own: OwnLayers;
  readonly painters: readonly Painter[];
  private readonly heat: HeatLayer;
  private fencesShown = true;
  private past: Picture | null = null;
  private pastFences = -1;
  private recommended: Recommendation | null = null;

  constructor(
    page: Document,
    private readonly parts: GeographyParts,
  ) {
    const { api, map, now } = parts;
    this.fences = new FenceWork(parts);
    this.own = new OwnLayers(map.map);
    this.heat = new HeatLayer(map.map, new HeatDesk(api), now);
    this.time = new TimeMachine(page.getElementById("past")!, { map: map.map, api, now, shown: (picture) => this.showPast(picture) });
    this.painters = [
      this.own.painter(palette),
      this.fences.moving.painter,
      (g, camera, at) => (this.time.isOpen ? 0 : this.fences.painter(g, camera, at)),
      recommendationPainter(() => ({ made: this.time.isOpen ? null : this.recommended, efectivos: parts.store.efectivos })),
    ];
  }

  /** The scene the map draws for the desk while the past is looked at; null: the present. */
  pastScene(): DeskScene | null {
    if (!this.time.isOpen) return null;
    return { ...NOTHING, efectivos: this.pastEfectivos ?? NOBODY, operations: this.past ? operationsOf(this.past) : [] };
  }

  /** The efectivos drawn instead of the present; null: none, the map is live. */
  get pastEfectivos(): Picture["efectivos"] | null {
    return this.time.isOpen ? (this.past?.efectivos ?? NOBODY) : null;
  }

  get heatCells(): number {
    return this.heat.state.value?.answer?.cells.features.length ?? 0;
  }

  recommend(made: Recommendation | null): void {
    this.recommended = made;
    this.parts.map.repaint();
  }

  openLayers(): void {
    this.parts.opening();
    const showFences = (on: boolean): void => {
      this.fencesShown = on;
      this.fences.onMap.setVisible(on);
    };
    const showEvents = (on: boolean): void => {
      this.fences.showEvents = on;
      this.parts.map.repaint();
    };
    this.parts.side.show(
      new LayerSwitch({
        own: this.own,
        heat: this.heat,
        now: this.parts.now,
        switches: [
          { key: "fences", on: () => this.fencesShown, set: showFences },
          { key: "events", on: () => this.fences.showEvents, set: showEvents },
        ],
      }),
    );
  }

  private showPast(picture: Picture | null): void {
    const changed = picture !== this.past || picture?.fenceRevision !== this.pastFences;
    this.past = picture;
    this.pastFences = picture?.fenceRevision ?? -1;
    this.parts.map.showPast(picture ?? (this.time.isOpen ? UNREAD : null));
    if (changed) this.fences.onMap.showPast(picture ? fencesOf(picture) : null);
    this.parts.map.repaint();
  }
}
