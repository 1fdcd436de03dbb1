import type { Map as MapLibre } from "maplibre-gl";
import { BoardStore } from "./board/boardStore";
import { installHook } from "./hook";
import { language, t } from "./i18n";
import { inView } from "./inView";
import { ServerClock } from "./live/clock";
import type { FreshnessLimits } from "./live/freshness";
import { LeadTime } from "./live/leadTime";
import { LiveLink } from "./live/link";
import { latitudeOfY, longitudeOfX } from "./live/mercator";
import { hasPosition } from "./live/sighting";
import { LiveStore } from "./live/store";
import { deskPainter } from "./map/deskPainter";
import { LiveMap } from "./map/liveMap";
import { banners } from "./panels/banners";
import { bar } from "./panels/bar";
import { Card } from "./panels/card/card";
import { ground } from "./panels/ground";
import { legend } from "./panels/legend";
import { login } from "./panels/login";
import { nav } from "./panels/nav";
import { search } from "./panels/search";
import { status } from "./panels/status";
import { zoom } from "./panels/zoom";
import { Api } from "./session/api";
import type { ConsoleConfig, EfectivoResource } from "./session/resources";
import { Session } from "./session/session";
import { signal } from "./signal";
import { expecting } from "./ui/pointer";
import { Sound } from "./ui/sound";
import { palette } from "./ui/theme";
import { Workplace } from "./workplace";

/** Until the installation has said its own. */
const DEFAULT_LIMITS: FreshnessLimits = { staleAfterS: 60, lostAfterS: 600 };

/** The whole console: session → link → store → map and panels. */
export class Console {
  private readonly session = new Session();
  private readonly api = new Api(this.session, expecting);
  private readonly store = new LiveStore();
  private readonly clock = new ServerClock();
  private readonly lead = new LeadTime();
  private readonly volatile = signal(false);
  private readonly board = new BoardStore();
  private readonly sound = new Sound(document);
  private readonly link = new LiveLink({
    url: `${location.origin.replace(/^http/, "ws")}/live`,
    store: this.store,
    clock: this.clock,
    lead: this.lead,
    token: (refused) => this.tokenFor(refused),
    board: (frame) => {
      this.board.apply(frame);
      this.workplace.geography.fences.apply(frame);
    },
    ladders: (page) => this.workplace.ladders.apply(page),
  });
  private readonly map: LiveMap;
  private readonly card: Card;
  private readonly workplace: Workplace;

  constructor(page: Document) {
    const part = (id: string): HTMLElement => page.getElementById(id)!;
    this.map = new LiveMap(part("map"), {
      store: this.store,
      clock: this.clock,
      link: this.link,
      api: this.api,
      limits: () => this.limits(),
      picked: (id) => this.picked(id),
      painters: [
        deskPainter(() => this.workplace.scene(), palette),
        (g, camera, now) => this.workplace.geography.painters.reduce((n, paint) => n + paint(g, camera, now), 0),
      ],
      missed: (x, y) => this.missed(x, y),
      layerAdded: (index, name, data) => this.workplace.geography.own.add(index, name, data),
    });
    this.workplace = new Workplace(page, {
      api: this.api,
      board: this.board,
      store: this.store,
      link: this.link,
      map: this.map,
      sound: this.sound,
      now: () => this.clock.now(),
      openEfectivo: (id) => void this.goTo(id),
    });
    this.card = new Card(part("card"), {
      store: this.store,
      api: this.api,
      clock: this.clock,
      limits: () => this.limits(),
      centre: (e) => this.map.flyTo(longitudeOfX(e.x), latitudeOfY(e.y)),
      closed: () => this.map.select(null),
      order: (id) => this.workplace.compose({ efectivos: [id] }),
    });
    const map: MapLibre = this.map.map;
    const seen = (): number[] => inView(map, this.store, this.workplace.geography.pastEfectivos);
    bar(
      part("bar"),
      search(this.api, (e) => void this.goTo(e.efectivoId)),
      nav(
        {
          board: () => this.workplace.board.toggle(),
          commands: () => this.workplace.openCommands(),
          compose: () => this.workplace.compose({}),
        },
        this.sound,
      ),
      status(this.link, this.lead, this.clock, () => seen().reduce((a, b) => a + b, 0)),
    );
    const { geography } = this.workplace;
    ground(part("ground"), {
      fences: () => geography.fences.openList(),
      events: () => geography.fences.openEvents(),
      past: () => geography.time.toggleOpen(),
      layers: () => geography.openLayers(),
    });
    banners(part("banners"), this.link, this.volatile, geography.fences.onMap.tooMany);
    legend(part("legend"), seen);
    zoom(part("zoom"), { nearer: () => map.zoomIn(), farther: () => map.zoomOut(), everybody: () => this.map.showEverybody() });
    language.watch(() => part("map").setAttribute("aria-label", t("map")));
    login(part("login"), this.session, () => this.begin());
    installHook(
      map,
      this.store,
      this.link,
      () => this.map.efectivos,
      () => geography.heatCells,
      geography.fences,
    );
  }

  start(): void {
    this.link.subscribe({ board: true });
    this.link.welcome.watch((welcome) => welcome && this.volatile.set(welcome.volatile));
    window.addEventListener("online", () => void this.link.open());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.link.open());
    this.begin();
  }

  /** Of the past, how it stood; of now, its card. */
  private picked(id: string): void {
    if (!this.workplace.geography.time.isOpen) void this.open(id);
    else {
      this.map.select(id);
      this.workplace.geography.time.pick(id);
    }
  }

  /** Where nobody is there may be a fence. */
  private missed(x: number, y: number): void {
    const fence = this.workplace.geography.fences.onMap.layer.at(x, y);
    if (fence && !this.workplace.geography.time.isOpen) this.workplace.geography.fences.open(fence);
  }

  private begin(): void {
    void this.link.open();
    void this.configure();
  }

  private async configure(): Promise<void> {
    if (!(await this.session.token())) return;
    try {
      const config = await this.api.get<ConsoleConfig>("/api/v1/console/config");
      this.volatile.set(config.volatile);
      await this.map.configure(config);
    } catch (failure) {
      console.warn("console configuration", failure);
    }
  }

  /** A socket that never opened may have been refused for its token: the browser does not say, so REST is asked. */
  private async tokenFor(refused: boolean): Promise<string | null> {
    if (refused) await this.api.get("/api/v1/console/config").catch(() => undefined);
    return this.session.token();
  }

  private limits(): FreshnessLimits {
    const welcome = this.link.welcome.value;
    return welcome ? { staleAfterS: welcome.staleAfterS, lostAfterS: welcome.lostAfterS } : DEFAULT_LIMITS;
  }

  private open(id: string): Promise<EfectivoResource | null> {
    this.map.select(id);
    return this.card.open(id);
  }

  /** Opens the card at once and flies there: by what the screen knows, else by what the profile says. */
  private async goTo(id: string): Promise<void> {
    const known = this.store.efectivos.get(id);
    if (known && hasPosition(known)) this.map.flyTo(longitudeOfX(known.x), latitudeOfY(known.y));
    const profile = await this.open(id);
    if (!known && profile?.position) this.map.flyTo(profile.position.longitude, profile.position.latitude);
  }
}
