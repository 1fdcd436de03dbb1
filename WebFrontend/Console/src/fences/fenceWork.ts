import type { Place } from "../board/model";
import type { BoardFrame } from "../generated/gad/v1/boards_pb";
import { latitudeOfY, longitudeOfX } from "../live/mercator";
import { hasPosition } from "../live/sighting";
import type { LiveMap } from "../map/liveMap";
import type { Painter } from "../map/overlay";
import type { Api } from "../session/api";
import type { Side } from "../side";
import { EventList } from "./eventList";
import { eventPainter } from "./eventPainter";
import { FenceEventStore } from "./eventStore";
import { FenceCard } from "./fenceCard";
import { FenceDesk } from "./fenceDesk";
import { FenceForm } from "./fenceForm";
import { line } from "./fenceLayer";
import { FenceList } from "./fenceList";
import { FenceMap } from "./fenceMap";
import { circleRing, cornersOf } from "./geometry";
import type { FenceEvent, FenceResource, OwnerKind } from "./model";
import { MovingFences } from "./movingFences";
import { fenceEventOf } from "./wire";

export interface FenceWorkParts {
  api: Api;
  map: LiveMap;
  side: Side;
  now: () => number;
  openEfectivo: (id: string) => void;
  /** Other panels give way. */
  opening: () => void;
}

/** Fences and what happens at them: on the map, in lists, and as forms. */
export class FenceWork {
  readonly events = new FenceEventStore();
  readonly onMap: FenceMap;
  readonly moving: MovingFences;
  readonly painter: Painter;
  showEvents = true;
  /** Marks drawn with the last frame of the map. */
  marks = 0;
  private readonly desk: FenceDesk;
  private chosen: FenceEvent | null = null;
  private fault: Place | null = null;

  constructor(private readonly parts: FenceWorkParts) {
    this.desk = new FenceDesk(parts.api);
    this.moving = new MovingFences(() => parts.map.efectivos, line);
    this.onMap = new FenceMap(parts.map.map, this.desk, this.moving);
    const paint = eventPainter(() => ({
      events: this.showEvents ? this.events.all : [],
      chosen: this.showEvents ? this.chosen : null,
      now: parts.now(),
      fault: this.fault,
    }));
    this.painter = (g, camera, now) => (this.marks = paint(g, camera, now));
  }

  /** Takes a frame of the live link. */
  apply(frame: BoardFrame): void {
    if (frame.fenceEvents.length > 0 && this.events.add(frame.fenceEvents.map(fenceEventOf))) this.parts.map.repaint();
  }

  openList(): void {
    this.parts.opening();
    this.parts.side.show(
      new FenceList({
        desk: this.desk,
        open: (fence) => this.open(fence.fenceId),
        create: () => this.form(null),
        changed: () => this.onMap.refresh(),
        showEvents: () => this.openEvents(),
      }),
    );
  }

  openEvents(): void {
    this.parts.opening();
    this.parts.side.show(
      new EventList({ store: this.events, desk: this.desk, show: (e) => this.showEvent(e), openFence: (id) => this.open(id) }),
    );
  }

  open(id: string): void {
    this.parts.opening();
    this.parts.side.show(
      new FenceCard(id, {
        desk: this.desk,
        store: this.events,
        edit: (fence) => this.form(fence),
        removed: () => {
          this.onMap.refresh();
          this.openList();
        },
        centre: (fence) => this.parts.map.fit(this.placesOf(fence)),
        showEfectivo: this.parts.openEfectivo,
        showEvent: (e) => this.showEvent(e),
      }),
    );
  }

  /** A new fence of an operation's life, from its card. */
  createFor(owner: OwnerKind, code: string): void {
    this.form(null, { owner, code });
  }

  private form(fence: FenceResource | null, begin: { owner?: OwnerKind; code?: string } = {}): void {
    this.parts.opening();
    this.parts.side.show(
      new FenceForm(
        {
          map: this.parts.map.map,
          desk: this.desk,
          fault: (at) => this.showFault(at),
          saved: ({ fenceId }) => {
            this.onMap.refresh();
            this.open(fenceId);
          },
          drawing: (on) => this.parts.map.use(on ? { clicked: () => {} } : null),
        },
        fence,
        begin,
      ),
    );
  }

  private showFault(at: Place | null): void {
    this.fault = at;
    if (at) this.parts.map.fit([at]);
    this.parts.map.repaint();
  }

  private showEvent(e: FenceEvent): void {
    this.chosen = e;
    if (e.point) this.parts.map.flyTo(e.point.longitude, e.point.latitude);
    if (e.efectivoId) this.parts.openEfectivo(e.efectivoId);
    this.parts.map.repaint();
  }

  /** The places that must be in view to see all of a fence; of one that moves, around where its owner is now. */
  private placesOf({ plan: { geometry, radiusM, owner } }: FenceResource): Place[] {
    const moves = geometry === null ? this.parts.map.efectivos.get(owner.code ?? "") : undefined;
    const centre =
      geometry?.type === "Point"
        ? geometry.coordinates
        : moves && hasPosition(moves)
          ? [longitudeOfX(moves.x), latitudeOfY(moves.y)]
          : null;
    const corners = centre ? circleRing(centre, radiusM ?? 1) : cornersOf(geometry);
    return corners.map(([longitude, latitude]) => ({ latitude: latitude!, longitude: longitude! }));
  }
}
