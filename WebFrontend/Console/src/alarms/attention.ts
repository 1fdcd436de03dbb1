import { type Attention, attentionOf, keysOf } from "../board/attention";
import type { BoardStore } from "../board/boardStore";
import { language, t } from "../i18n";
import { personOf, storedToken } from "../session/token";
import { h, setText } from "../ui/h";
import { patch } from "../ui/patch";
import { isPointerIn, isUnderPointer, restedMs, whenLeft } from "../ui/pointer";
import { OVERDUE, PANIC, type Sound } from "../ui/sound";
import { alarmBanner, type BannerParts, overdueBanner, since, unableBanner } from "./banners";

/** A panic sounds this often until it is acknowledged, ms. */
const PANIC_EVERY_MS = 3_000;
/** Unanswered critical commands are quieter: a person is at work on them, ms. */
const OVERDUE_EVERY_MS = 10_000;

/** A banner that comes up under the pointer lets clicks through for so long, ms: they were meant for what was there. */
const ARRIVING_MS = 1_000;
const MOVED_DOWN = "#side,#board,#card,#past,#ground,#banners";
/** Where banners begin, px: below the bar, which may have two lines. */
const TOP = 58;
const GAP = 8;
/** A banner beside a panel needs as much, px. */
const BESIDE_MIN = 420;
/** A pointer that has rested for so long on the banners does not keep them in the wrong order, ms. */
const RESTED_MS = 3_000;

export interface AttentionParts extends Omit<BannerParts, "redraw"> {
  board: BoardStore;
  sound: Sound;
  /** The map draws alarms again. */
  repaint: () => void;
}

/** Shows the things that must not be overlooked, with banners over everything, sound, and the keyboard's focus on new ones. */
export class AttentionPanel {
  private now: Attention = { alarms: [], overdue: [], unable: [], panic: false };
  private known = new Set<string>();
  private soundedAt = Number.NEGATIVE_INFINITY;
  private readonly silent = h("button", { type: "button", class: "silent", "data-test": "silent", hidden: true });
  private readonly list = h("div", { class: "attention", role: "alert", "data-rows": "append", onrelease: () => this.look() });
  private focusedFrom: Element | null = null;
  /** The panel that stays where it is while the pointer is over it. */
  private held: HTMLElement | null = null;

  constructor(
    root: HTMLElement,
    private readonly parts: AttentionParts,
  ) {
    root.append(this.list, this.silent);
    // Panels move down by as much as this takes: nothing is hidden behind it, and it hides nothing.
    const room = new ResizeObserver(() => this.makeRoom(root));
    room.observe(root);
    room.observe(document.getElementById("bar")!);
    room.observe(document.body);
    this.list.addEventListener("keydown", (event) => this.leave(event));
    this.silent.addEventListener("click", () => (parts.sound.state.value === "muted" ? parts.sound.toggle() : void parts.sound.unlock()));
    parts.board.revision.watch(() => this.look());
    parts.sound.state.watch(() => this.drawSilent());
    language.watch(() => this.look());
    setInterval(() => this.tick(), 500);
  }

  get alarms() {
    return this.now.alarms;
  }

  /** Brings the keyboard to the first of them. */
  focus(): void {
    this.list.querySelector<HTMLElement>(".alarm")?.focus();
  }

  private look(): void {
    this.now = this.attention();
    const keys = keysOf(this.now);
    const fresh = keys.filter((key) => !this.known.has(key));
    this.known = new Set(keys);
    this.draw();
    this.drawSilent();
    if (fresh.length > 0) this.arrived(fresh);
    if (keys.length === 0 && this.now.alarms.length === 0) this.over();
  }

  private attention(): Attention {
    return attentionOf(this.parts.board, personOf(storedToken()), this.parts.now());
  }

  private draw(): void {
    const { alarms, overdue, unable } = this.now;
    const parts = { ...this.parts, redraw: () => this.look() };
    patch(
      this.list,
      ...alarms.map((a) => alarmBanner(a, parts)),
      ...(overdue.length > 0 ? [overdueBanner(overdue, parts)] : []),
      ...(unable.length > 0 ? [unableBanner(unable, parts)] : []),
    );
    this.parts.repaint();
  }

  /**
   * No panel moves away from under a pointer that is about to press something there: until it has left, the banners stand beside that panel, and the others
   * make room. Where there is no room beside it, it moves: a banner over its title and its close button would be worse.
   */
  private makeRoom(root: HTMLElement): void {
    const below = Math.max(0, (document.getElementById("bar")?.getBoundingClientRect().bottom ?? 0) + GAP - TOP);
    const shown = root.offsetHeight > 0;
    const style = document.documentElement.style;
    const panel = shown ? ([...document.querySelectorAll<HTMLElement>(MOVED_DOWN)].find(isUnderPointer) ?? null) : null;
    if (this.held && this.held !== panel) {
      this.held.style.removeProperty("--alarms");
      this.held = null;
    }
    const side = panel ? besideOf(panel) : null;
    root.style.top = `${TOP + below}px`;
    root.style.left = side?.left ?? "";
    root.style.right = side?.right ?? "";
    if (panel && side && !this.held) {
      this.held = panel;
      panel.style.setProperty("--alarms", style.getPropertyValue("--alarms") || "0px");
    }
    if (panel && side) whenLeft(panel, () => this.makeRoom(root));
    style.setProperty("--alarms", `${below + (shown ? root.offsetHeight + 4 : 0)}px`);
  }

  /** Something new: it sounds at once and takes the focus, onto the banner and not onto a button, so that a key on its way does nothing. */
  private arrived(fresh: readonly string[]): void {
    if (!this.list.contains(document.activeElement)) this.focusedFrom = document.activeElement;
    const banners = fresh.flatMap((key) => this.list.querySelector<HTMLElement>(`[data-key="${bannerOf(key)}"]`) ?? []);
    for (const banner of banners) letThrough(banner);
    banners[0]?.focus({ preventScroll: true });
    this.soundedAt = Number.NEGATIVE_INFINITY;
    this.tick();
  }

  /** Escape goes back to what was being done; the alarm stays. */
  private leave(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented || !(this.focusedFrom instanceof HTMLElement)) return;
    event.preventDefault();
    this.focusedFrom.focus();
  }

  private over(): void {
    if (this.focusedFrom instanceof HTMLElement && (document.activeElement === document.body || document.activeElement === null))
      this.focusedFrom.focus();
    this.focusedFrom = null;
  }

  private tick(): void {
    for (const element of this.list.querySelectorAll<HTMLElement>("[data-since]"))
      setText(element, since(element.dataset["since"]!, this.parts.now()));
    if (this.now.alarms.length > 0) this.parts.repaint();
    if (this.attention().overdue.length !== this.now.overdue.length) this.look();
    if (restedMs() > RESTED_MS) this.putInOrder();
    const every = this.now.panic ? PANIC_EVERY_MS : this.now.overdue.length > 0 ? OVERDUE_EVERY_MS : 0;
    if (every === 0 || performance.now() - this.soundedAt < every) return;
    if (this.parts.sound.play(this.now.panic ? PANIC : OVERDUE)) this.soundedAt = performance.now();
  }

  /** Puts banners in order that were added below the others while the pointer was over them. A resting hand would leave them there. */
  private putInOrder(): void {
    const wanted = this.now.alarms.map((alarm) => alarm.alarmId);
    const shown = [...this.list.children].flatMap((row) =>
      row instanceof HTMLElement && row.dataset["alarm"] ? (row.dataset["key"] ?? []) : [],
    );
    if (shown.join() === wanted.join()) return;
    this.list.removeAttribute("data-rows");
    this.draw();
    this.list.setAttribute("data-rows", "append");
    for (const row of this.list.children) if (row instanceof HTMLElement) letThrough(row);
  }

  /** Silence while something calls is said in words. */
  private drawSilent(): void {
    const calls = this.now.panic || this.now.overdue.length > 0;
    const state = this.parts.sound.state.value;
    this.silent.hidden = !calls || state === "on";
    setText(this.silent, state === "muted" ? t("sound.muted") : t("sound.locked"));
  }
}

/** Returns the key of the banner that shows the entry of `key`. */
const bannerOf = (key: string): string => (key.startsWith("a:") ? (key.split(":")[1] ?? "") : key.startsWith("u:") ? "unable" : "overdue");

function letThrough(banner: HTMLElement): void {
  if (!isPointerIn(banner.getBoundingClientRect())) return;
  banner.dataset["arriving"] = "";
  setTimeout(() => delete banner.dataset["arriving"], ARRIVING_MS);
}

/** Where banners stand beside a panel; null when there is no room on either side. */
function besideOf(panel: HTMLElement): { left: string; right: string } | null {
  const box = panel.getBoundingClientRect();
  const right = innerWidth - box.right;
  if (Math.max(box.left, right) < BESIDE_MIN) return null;
  return box.left >= right ? { left: "", right: `${innerWidth - box.left + GAP}px` } : { left: `${box.right + GAP}px`, right: "" };
}
