import type { GeoJSON } from "geojson";
import { LngLatBounds, type Map as MapLibre, type MapMouseEvent } from "maplibre-gl";
import type { Place } from "../board/model";
import type { ServerClock } from "../live/clock";
import type { Count } from "../live/counts";
import type { FreshnessLimits } from "../live/freshness";
import type { LiveLink } from "../live/link";
import { latitudeOfY, longitudeOfX } from "../live/mercator";
import type { Efectivo } from "../live/sighting";
import type { LiveStore } from "../live/store";
import { viewportOf, WORLD } from "../live/viewport";
import type { Api } from "../session/api";
import type { ConsoleConfig } from "../session/resources";
import { palette, theme } from "../ui/theme";
import { arrive } from "./arrival";
import { addBasemap } from "./basemap";
import { cameraOf } from "./camera";
import { countPainter } from "./countPainter";
import { addInstallationLayers } from "./installationLayers";
import { labelPainter } from "./labelPainter";
import { createMap } from "./map";
import { loadOutline } from "./outline";
import { Overlay, type Painter } from "./overlay";
import { pickCount, pickEfectivo } from "./pick";
import { paintGround } from "./style";
import { SymbolLayer } from "./symbols/layer";
import type { MapTool } from "./tool";
import { keepView, lastView } from "./view";

/** Changes reach the screen this often, ms. */
const REFRESH_MS = 200;
/** Ages turn symbols grey even when nothing arrives, ms. */
const AGE_MS = 1_000;
/** A viewport that is still moving is subscribed at most this often, ms. */
const SUBSCRIBE_MS = 250;
const FLY_ZOOM = 15;
/** Width of the side panel with its margin. */
const SIDE_PX = 464;

export interface LiveMapParts {
  store: LiveStore;
  clock: ServerClock;
  link: LiveLink;
  api: Api;
  limits: () => FreshnessLimits;
  picked: (efectivoId: string) => void;
  /** Drawn above the efectivos: operations, alarms, what is being chosen. */
  painters: readonly Painter[];
  /** A click, CSS pixels, where no efectivo and no count is. */
  missed: (x: number, y: number) => void;
  /** One of the installation's own layers has come. */
  layerAdded: (index: number, name: string, data: GeoJSON) => void;
}

/** A picture of the past that is drawn instead of the present. */
export interface PastView {
  efectivos: ReadonlyMap<string, Efectivo>;
  atMs: number;
  limits: FreshnessLimits;
}

/** The map joined with the live store: what it shows, what it subscribes, what a click means. */
export class LiveMap {
  readonly map: MapLibre;
  private readonly symbols: SymbolLayer;
  readonly loaded: Promise<void>;
  private selected: string | null = null;
  private seen = -1;
  private seenAt = 0;
  private due: ReturnType<typeof setTimeout> | undefined;
  private configured = false;
  private keeping = false;
  /** Ends the first visit's way to where everybody is. */
  private endArrival = (): void => {};
  private tool: MapTool | null = null;
  private past: PastView | null = null;

  constructor(
    container: HTMLElement,
    private readonly parts: LiveMapParts,
  ) {
    const view = lastView();
    this.map = createMap(container, palette(), view);
    this.symbols = new SymbolLayer({
      efectivos: () => this.efectivos,
      moment: () => ({
        serverNow: this.past?.atMs ?? parts.clock.now(),
        limits: this.past?.limits ?? parts.limits(),
        selected: this.selected,
      }),
      palette,
    });
    new Overlay(this.map, [
      countPainter(() => this.counts(), palette),
      labelPainter(
        () => this.efectivos,
        () => this.selected,
        palette,
      ),
      ...parts.painters,
    ]);
    this.loaded = new Promise((resolve) => this.map.once("load", () => resolve()));
    void this.loaded.then(() => this.begin(view === null));
    this.subscribe(view === null);
  }

  /** Adds the installation's base map and areas; once. */
  async configure(config: ConsoleConfig): Promise<void> {
    if (this.configured) return;
    this.configured = true;
    await this.loaded;
    if (config.basemap) await addBasemap(this.map, config.basemap);
    await addInstallationLayers(this.map, this.parts.api, config.layers ?? [], palette(), this.parts.layerAdded);
  }

  /** The efectivos drawn: of now, or of the past that is looked at. */
  get efectivos(): ReadonlyMap<string, Efectivo> {
    return this.past?.efectivos ?? this.parts.store.efectivos;
  }

  /** Draws a picture of the past; null: the present again. */
  showPast(past: PastView | null): void {
    this.past = past;
    this.symbols.refresh();
  }

  private counts(): Iterable<Count> {
    return this.past ? [] : this.parts.store.counts.values();
  }

  /** Marks one efectivo and follows it wherever it goes. */
  select(id: string | null): void {
    this.selected = id;
    this.parts.store.follow(id ? [id] : [], performance.now());
    this.subscribe(false);
    this.symbols.refresh();
  }

  /** Beside the side panel when that is open. */
  flyTo(longitude: number, latitude: number): void {
    this.endArrival();
    const offset: [number, number] = [document.body.classList.contains("has-side") ? -SIDE_PX / 2 : 0, 0];
    this.map.flyTo({ center: [longitude, latitude], zoom: Math.max(this.map.getZoom(), FLY_ZOOM), duration: 900, offset });
  }

  /** Brings all of these places into view, beside the side panel. */
  fit(places: readonly Place[]): void {
    const [first] = places;
    if (!first) return;
    this.endArrival();
    const bounds = new LngLatBounds([first.longitude, first.latitude, first.longitude, first.latitude]);
    for (const place of places) bounds.extend([place.longitude, place.latitude]);
    this.map.fitBounds(bounds, { padding: { top: 130, bottom: 90, left: 90, right: SIDE_PX + 60 }, maxZoom: FLY_ZOOM, duration: 900 });
  }

  /** Gives clicks to a tool, or back to the cards. */
  use(tool: MapTool | null): void {
    this.tool = tool;
    if (tool) this.map.doubleClickZoom.disable();
    else this.map.doubleClickZoom.enable();
  }

  /** Call when the contents of a painter have changed. */
  repaint(): void {
    this.map.triggerRepaint();
  }

  /** As on a first visit. */
  showEverybody(): void {
    this.map.jumpTo({ center: [0, 15], zoom: 1 });
    this.subscribe(true);
    this.arrive();
  }

  private begin(firstVisit: boolean): void {
    this.map.addLayer(this.symbols);
    void loadOutline(this.map);
    theme.watch(() => {
      paintGround(this.map, palette());
      this.symbols.refresh();
    });
    this.map.on("move", () => this.subscribeSoon());
    this.map.on("resize", () => this.subscribeSoon());
    this.map.on("click", (event) => this.clicked(event));
    this.map.on("mousemove", (event) => this.hovered(event));
    setInterval(() => this.refresh(), REFRESH_MS);
    if (firstVisit) this.arrive();
    else this.keeping = true;
    this.map.on("moveend", () => this.keeping && keepView(this.map));
  }

  /** From the whole world to where the efectivos are; the way there is no view worth keeping. */
  private arrive(): void {
    this.endArrival();
    this.keeping = false;
    this.endArrival = arrive(this.map, this.parts.store, () => {
      this.endArrival = () => {};
      this.keeping = true;
      keepView(this.map);
    });
  }

  private refresh(): void {
    const now = performance.now();
    this.parts.store.sweep(now);
    if (this.parts.store.revision === this.seen && now - this.seenAt < AGE_MS) return;
    this.seen = this.parts.store.revision;
    this.seenAt = now;
    this.symbols.refresh();
  }

  private subscribeSoon(): void {
    this.due ??= setTimeout(() => {
      this.due = undefined;
      this.subscribe(false);
    }, SUBSCRIBE_MS);
  }

  private subscribe(world: boolean): void {
    const bounds = this.map.getBounds();
    const box = { south: bounds.getSouth(), west: bounds.getWest(), north: bounds.getNorth(), east: bounds.getEast() };
    const viewport = world ? WORLD : viewportOf(box, this.map.getZoom());
    this.parts.link.subscribe({ viewport, efectivos: this.selected ? [this.selected] : [] });
  }

  private clicked(event: MapMouseEvent): void {
    const camera = cameraOf(this.map);
    const { x, y } = event.point;
    const efectivo = pickEfectivo(this.efectivos, camera, x, y, performance.now());
    if (this.tool) {
      this.tool.clicked({ latitude: event.lngLat.lat, longitude: event.lngLat.wrap().lng }, efectivo?.id ?? null);
      return;
    }
    if (efectivo) {
      this.parts.picked(efectivo.id);
      return;
    }
    const count = pickCount(this.counts(), camera, x, y);
    if (!count) this.parts.missed(x, y);
    else this.map.easeTo({ center: [longitudeOfX(count.x), latitudeOfY(count.y)], zoom: this.map.getZoom() + 2 });
  }

  private hovered(event: MapMouseEvent): void {
    const camera = cameraOf(this.map);
    const { x, y } = event.point;
    const over = pickEfectivo(this.efectivos, camera, x, y, performance.now()) ?? pickCount(this.counts(), camera, x, y);
    this.tool?.moved?.({ latitude: event.lngLat.lat, longitude: event.lngLat.wrap().lng });
    this.map.getCanvas().style.cursor = over ? "pointer" : this.tool ? "crosshair" : "";
  }
}
