import type { Map as MapLibre } from "maplibre-gl";
import { bboxOf } from "../fences/fenceMap";
import { number, t } from "../i18n";
import { duration } from "../i18n/duration";
import { nameOf } from "../live/availability";
import type { Api } from "../session/api";
import { ApiRefusal, reasonOf } from "../session/refusal";
import { closesOnEscape } from "../ui/escape";
import { h, setText } from "../ui/h";
import { localInput } from "../ui/time";
import type { Changes, Snapshot } from "./model";
import type { Picture } from "./picture";
import { Player, SPEEDS } from "./player";

export interface TimeMachineParts {
  map: MapLibre;
  api: Api;
  now: () => number;
  /** The map shows this picture instead of the present; null: the present again. */
  shown: (picture: Picture | null) => void;
}

const HOUR_MS = 3_600_000;
const SPANS_H = [1, 6, 24] as const;
/** The first look goes back so far, ms: what everybody wants to see again has just happened. */
const BACK_MS = 5 * 60_000;
const TICK_MS = 200;
const SETTLE_MS = 350;
/** A step of the slider by an arrow key, s. */
const STEP_S = 10;

/** The time machine: the map at an instant of the past, scrubbed and played. While it is open nobody can take the map for the present. */
export class TimeMachine {
  private readonly player: Player;
  private open_ = false;
  private unescape: () => void = () => {};
  private timer: ReturnType<typeof setInterval> | undefined;
  private due: ReturnType<typeof setTimeout> | undefined;
  private spanH: number = SPANS_H[0];
  private endMs = 0;
  private picked: string | null = null;
  private seen: Picture | null = null;
  private last = 0;
  private openedFrom: Element | null = null;
  /** Where the slider was put and has not been read yet, ms. */
  private scrubbed: number | null = null;
  private readonly moved = (): void => this.soon(null);

  private readonly banner = h("p", { class: "past-banner", role: "status", "data-test": "past-banner" });
  private readonly at = h("input", {
    id: "f-past-at",
    type: "datetime-local",
    step: 1,
    "data-test": "past-at",
    onchange: () => this.jump(Date.parse(this.at.value)),
  });
  private readonly slider = h("input", { id: "f-past-slider", type: "range", min: 0, step: STEP_S, "data-test": "past-slider" });
  private readonly playing = h("button", { type: "button", class: "primary", "data-test": "past-play", onclick: () => this.toggle() });
  private readonly span = h("select", { id: "f-past-span", onchange: () => this.window(Number(this.span.value)) });
  private readonly speed = h("select", {
    id: "f-past-speed",
    "data-test": "past-speed",
    onchange: () => (this.player.speed = Number(this.speed.value)),
  });
  private readonly said = h("p", { class: "past-said", role: "status", "data-test": "past-said" });
  private readonly who = h("p", { class: "past-who", "data-test": "past-who" });
  private readonly ends = [h("span", { class: "at" }), h("span", { class: "at" })] as const;

  constructor(
    private readonly root: HTMLElement,
    private readonly parts: TimeMachineParts,
  ) {
    const { api } = parts;
    const ask = <T>(path: string, fill: Record<string, string>, signal: AbortSignal): Promise<T> =>
      api.get<T>(`/api/v1/history/${path}?${new URLSearchParams(fill)}`, signal);
    this.player = new Player(
      {
        snapshot: (bbox, at, signal) => ask<Snapshot>("snapshot", { bbox, at }, signal),
        changes: (bbox, from, to, signal) => ask<Changes>("changes", { bbox, from, to }, signal),
      },
      parts.now,
      () => this.redraw(),
    );
    this.slider.addEventListener("input", () => this.soon(this.instant()));
    this.player.state.watch(() => this.open_ && this.draw());
  }

  get isOpen(): boolean {
    return this.open_;
  }

  toggleOpen(): void {
    if (this.open_) this.close();
    else this.open();
  }

  open(): void {
    if (this.open_) return;
    this.open_ = true;
    this.unescape = closesOnEscape(() => this.close());
    this.openedFrom = document.activeElement;
    this.build();
    this.root.hidden = false;
    document.body.classList.add("is-past");
    this.parts.map.on("moveend", this.moved);
    this.last = performance.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    // Nobody of the present is left on the map while the past is being read.
    this.parts.shown(null);
    this.endMs = this.parts.now();
    this.jump(this.endMs - BACK_MS);
    this.slider.focus({ preventScroll: true });
  }

  close(): void {
    if (!this.open_) return;
    this.open_ = false;
    this.unescape();
    clearInterval(this.timer);
    clearTimeout(this.due);
    this.parts.map.off("moveend", this.moved);
    this.player.end();
    this.picked = this.seen = this.scrubbed = null;
    this.root.hidden = true;
    if (this.openedFrom instanceof HTMLElement && this.openedFrom !== document.body) this.openedFrom.focus({ preventScroll: true });
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    document.body.classList.remove("is-past");
    this.parts.shown(null);
  }

  /** Shows how the clicked efectivo stood then. */
  pick(id: string): void {
    this.picked = id;
    this.draw();
  }

  /** Shows an instant; the window is moved to hold it. */
  private jump(ms: number): void {
    if (!Number.isFinite(ms)) return;
    // A jump that was still to come would undo this one.
    clearTimeout(this.due);
    this.scrubbed = null;
    const now = this.parts.now();
    const at = Math.min(ms, now);
    if (at > this.endMs || at < this.endMs - this.spanH * HOUR_MS) this.endMs = Math.min(now, at + (this.spanH * HOUR_MS) / 2);
    this.slider.max = String(this.spanH * 3600);
    this.slider.value = String((at - this.startMs) / 1000);
    this.draw();
    void this.player.show(bboxOf(this.parts.map), at);
  }

  private window(hours: number): void {
    const at = this.player.picture?.atMs ?? this.instant();
    this.spanH = hours;
    this.endMs = Math.min(this.parts.now(), at + (hours * HOUR_MS) / 2);
    this.jump(at);
  }

  /** After a moment without another wish; null: the instant that is shown by then, of the area that is in view by then. */
  private soon(ms: number | null): void {
    clearTimeout(this.due);
    this.due = setTimeout(() => this.jump(ms ?? this.player.picture?.atMs ?? this.instant()), SETTLE_MS);
    this.scrubbed = ms;
    this.draw();
  }

  private toggle(): void {
    if (this.player.isPlaying) this.player.pause();
    else this.player.play();
    this.draw();
  }

  private tick(): void {
    const now = performance.now();
    this.player.tick(now - this.last, now);
    this.last = now;
  }

  private get startMs(): number {
    return this.endMs - this.spanH * HOUR_MS;
  }

  private instant(): number {
    return this.startMs + Number(this.slider.value) * 1000;
  }

  /** The picture is another one, or has moved on. */
  private redraw(): void {
    const { picture } = this.player;
    if (picture !== this.seen || picture) this.parts.shown(picture);
    this.seen = picture;
    this.draw();
  }

  private build(): void {
    this.span.replaceChildren(...SPANS_H.map((n) => h("option", { value: n, selected: n === this.spanH }, t(`past.span.${n}`))));
    this.speed.replaceChildren(...SPEEDS.map((n) => h("option", { value: n, selected: n === this.player.speed }, `${n}×`)));
    this.root.setAttribute("aria-label", t("past.label"));
    const named = (key: "past.at" | "past.span" | "past.speed", input: HTMLElement): HTMLElement =>
      h("label", { class: "past-field" }, h("span", {}, t(key)), input);
    this.slider.setAttribute("aria-label", t("past.slider"));
    this.root.replaceChildren(
      h(
        "div",
        { class: "past-head" },
        this.banner,
        h(
          "button",
          { type: "button", class: "past-live", "data-test": "past-live", onclick: () => this.close() },
          t("past.live"),
          h("kbd", { "aria-hidden": "true" }, "Esc"),
        ),
      ),
      h(
        "div",
        { class: "past-body" },
        h(
          "div",
          { class: "past-line" },
          this.playing,
          named("past.speed", this.speed),
          named("past.at", this.at),
          named("past.span", this.span),
        ),
        h("div", { class: "past-scale" }, this.ends[0], this.slider, this.ends[1]),
        this.said,
        this.who,
      ),
    );
  }

  private draw(): void {
    const { player, scrubbed } = this;
    const at = new Date(scrubbed ?? player.picture?.atMs ?? this.instant());
    setText(this.banner, `${t("past.title")} · ${full(at)}`);
    if (document.activeElement !== this.at) this.at.value = `${localInput(at)}:${String(at.getSeconds()).padStart(2, "0")}`;
    // What plays beyond the window takes it along.
    if (at.getTime() > this.endMs) this.endMs = at.getTime();
    if (scrubbed === null && player.state.value !== "reading") this.slider.value = String((at.getTime() - this.startMs) / 1000);
    this.slider.setAttribute("aria-valuetext", full(at));
    setText(this.ends[0], full(new Date(this.startMs)));
    setText(this.ends[1], full(new Date(this.endMs)));
    setText(this.playing, t(player.isPlaying ? "past.pause" : "past.play"));
    this.playing.setAttribute("aria-pressed", String(player.isPlaying));
    this.said.classList.toggle("refused", player.state.value === "failed");
    setText(this.said, this.words());
    setText(this.who, this.whom());
  }

  private words(): string {
    const { state, picture, failure, settled } = this.player;
    if (state.value === "failed")
      return failure instanceof ApiRefusal && failure.status === 501 ? t("past.memory") : t("past.failed", { reason: reasonOf(failure) });
    if (!picture) return t("past.reading");
    const shown = t("past.shown", {
      n: number(picture.efectivos.size),
      o: picture.operations.size,
      f: picture.fences.size,
    });
    return [
      shown,
      state.value === "reading" || state.value === "waiting" ? t("past.reading") : "",
      state.value === "ended" ? t("past.ended") : settled ? "" : t("past.unsettled"),
    ]
      .filter(Boolean)
      .join(" · ");
  }

  private whom(): string {
    const { picture } = this.player;
    const e = this.picked ? picture?.efectivos.get(this.picked) : undefined;
    if (!picture || !e) return t("past.nobody");
    const speed = e.speedMps === null ? "" : `${number(e.speedMps * 3.6)} km/h`;
    const age = t("past.age", { time: duration(Math.max(0, (picture.atMs - e.timeMs) / 1000)) });
    return [e.id, e.name, e.unit, t(`availability.${nameOf(e.availability)}`), speed, age].filter(Boolean).join(" · ");
  }
}

const two = (n: number): string => String(n).padStart(2, "0");

/** The day too, always: the past is not today. */
const full = (d: Date): string =>
  `${two(d.getDate())}/${two(d.getMonth() + 1)}/${d.getFullYear()} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
