import { AttentionPanel } from "./alarms/attention";
import type { BoardStore } from "./board/boardStore";
import { Desk, type OperationResource } from "./board/desk";
import { LadderStore } from "./board/ladderStore";
import type { Alarm, Place } from "./board/model";
import type { Area, AreaDrawing } from "./commands/area";
import { CommandCard } from "./commands/commandCard";
import { CommandList } from "./commands/commandList";
import { Composer } from "./commands/composer";
import type { Begin, Draft } from "./commands/draft";
import { Selection } from "./commands/selection";
import { Geography } from "./geography";
import { t } from "./i18n";
import type { LiveLink } from "./live/link";
import { latitudeOfY, longitudeOfX } from "./live/mercator";
import { hasPosition } from "./live/sighting";
import type { LiveStore } from "./live/store";
import type { DeskScene } from "./map/deskPainter";
import type { LiveMap } from "./map/liveMap";
import { OperationCard } from "./operations/operationCard";
import { OperationForm } from "./operations/operationForm";
import { OperationsBoard } from "./operations/operationsBoard";
import { placesOf } from "./operations/places";
import type { Api } from "./session/api";
import { Side } from "./side";
import { hotkeys } from "./ui/keys";
import type { Sound } from "./ui/sound";

export interface WorkplaceParts {
  api: Api;
  board: BoardStore;
  store: LiveStore;
  link: LiveLink;
  map: LiveMap;
  sound: Sound;
  now: () => number;
  openEfectivo: (id: string) => void;
}

/** The operator's work beside the map: board, side panel, composer, ladders and what must not be overlooked. */
export class Workplace {
  readonly board: OperationsBoard;
  readonly ladders = new LadderStore();
  readonly geography: Geography;
  private readonly desk: Desk;
  private readonly selection = new Selection();
  private readonly side: Side;
  private readonly attention: AttentionPanel;
  private focused: OperationResource | null = null;
  private placed: Place | null = null;
  private areas: readonly Area[] = [];
  private drawing: AreaDrawing | null = null;

  constructor(
    page: Document,
    private readonly parts: WorkplaceParts,
  ) {
    const part = (id: string): HTMLElement => page.getElementById(id)!;
    this.desk = new Desk(parts.api);
    this.side = new Side(part("side"), () => t("side.close"));
    this.board = new OperationsBoard(part("board"), {
      board: parts.board,
      now: parts.now,
      open: (id) => this.openOperation(id),
      create: () => this.plan(null),
    });
    this.attention = new AttentionPanel(part("alarms"), {
      board: parts.board,
      desk: this.desk,
      sound: parts.sound,
      now: parts.now,
      fly: (alarm) => this.flyToAlarm(alarm),
      showEfectivo: parts.openEfectivo,
      openCommand: (id) => this.openCommand(id),
      repaint: () => parts.map.repaint(),
    });
    this.selection.ids.watch(() => parts.map.repaint());
    this.geography = new Geography(page, { ...parts, side: this.side, opening: () => this.board.close() });
    hotkeys({
      o: () => this.board.toggle(),
      n: () => this.compose({}),
      l: () => this.openCommands(),
      p: () => this.plan(null),
      a: () => this.attention.focus(),
      f: () => this.geography.fences.openList(),
      e: () => this.geography.fences.openEvents(),
      h: () => this.geography.time.toggleOpen(),
      m: () => this.geography.openLayers(),
    });
  }

  /** The scene the map draws for the desk. */
  scene(): DeskScene {
    const draft = this.drawing?.draft.value;
    const past = this.geography.pastScene();
    if (past) return past;
    return {
      efectivos: this.parts.store.efectivos,
      operations: this.parts.board.operations.values(),
      open: this.focused,
      placed: this.placed,
      areas: draft ? [...this.areas, draft] : this.areas,
      chosen: this.selection.ids.value,
      alarms: this.attention.alarms,
    };
  }

  openOperation(id: string): void {
    this.board.close();
    const { desk, selection } = this;
    this.side.show(
      new OperationCard(id, {
        board: this.parts.board,
        desk,
        selection,
        focus: (o) => this.focus(o),
        choosing: (on) => this.mapFor(on ? "choosing" : null),
        showEfectivo: this.parts.openEfectivo,
        order: (operationId) => this.compose({ operationId }),
        edit: (o) => this.plan(o),
        recommended: (made) => this.geography.recommend(made),
        fence: (operationId) => this.geography.fences.createFor("Operation", operationId),
      }),
    );
  }

  compose(begin: Begin): void {
    this.board.close();
    this.side.show(
      new Composer(begin, {
        board: this.parts.board,
        desk: this.desk,
        selection: this.selection,
        now: this.parts.now,
        mapFor: (what) => this.mapFor(what),
        areas: (draft) => this.showAreas(draft),
        showLadder: (id) => this.openCommand(id),
      }),
    );
  }

  openCommands(): void {
    this.board.close();
    this.side.show(new CommandList(this.parts.board, { open: (id) => this.openCommand(id), compose: () => this.compose({}) }));
  }

  openCommand(id: string): void {
    this.board.close();
    this.side.show(
      new CommandCard(id, {
        desk: this.desk,
        ladders: this.ladders,
        follow: (commandId) => this.parts.link.subscribe({ commands: commandId ? [commandId] : [] }),
        showEfectivo: this.parts.openEfectivo,
        openOperation: (operation) => this.openOperation(operation),
        now: this.parts.now,
      }),
    );
  }

  private plan(known: OperationResource | null): void {
    this.board.close();
    this.side.show(
      new OperationForm(
        {
          desk: this.desk,
          placing: (placed) => this.parts.map.use(placed ? { clicked: (at) => placed(at) } : null),
          placed: (at) => {
            this.placed = at;
            this.parts.map.repaint();
          },
          planned: (o) => this.openOperation(o.operationId),
        },
        known,
      ),
    );
  }

  private mapFor(what: "choosing" | AreaDrawing | null): void {
    const map = this.parts.map;
    this.drawing = what === "choosing" ? null : what;
    if (what === "choosing") map.use({ clicked: (_, id) => id !== null && this.selection.toggle(id) });
    else map.use(what);
    what !== "choosing" && what?.draft.watch(() => map.repaint());
    map.repaint();
  }

  private showAreas(draft: Draft | null): void {
    this.areas = draft?.areas ?? [];
    this.parts.map.repaint();
  }

  private focus(o: OperationResource | null): void {
    this.focused = o;
    if (o) this.parts.map.fit(placesOf(o, this.parts.store.efectivos));
    this.parts.map.repaint();
  }

  private flyToAlarm(alarm: Alarm): void {
    this.board.close();
    const now = this.parts.store.efectivos.get(alarm.efectivoId);
    if (now && hasPosition(now)) this.parts.map.flyTo(longitudeOfX(now.x), latitudeOfY(now.y));
    else if (alarm.point) this.parts.map.flyTo(alarm.point.longitude, alarm.point.latitude);
    else this.parts.openEfectivo(alarm.efectivoId);
  }
}
