import type { LadderStep } from "../board/model";
import { language, t } from "../i18n";
import { ServerClock } from "../live/clock";
import { ruleText } from "../session/refusal";
import { h, setText } from "../ui/h";
import { Sound } from "../ui/sound";
import { FieldLink } from "./fieldLink";
import type { FieldSession } from "./fieldSession";
import { FieldState } from "./fieldState";
import { Position } from "./position";
import { Ringer } from "./ringer";
import { availabilityRow } from "./view/availability";
import { head } from "./view/head";
import { Orders } from "./view/orders";
import { panicButton } from "./view/panic";
import { refusalSheet } from "./view/refusal";
import { welfareButton } from "./view/welfare";
import { keepAwake } from "./wake";

/** One efectivo's phone: state kept here, the link to the centre, and the one screen. */
export class Campo {
  private readonly state: FieldState;
  private readonly clock = new ServerClock();
  private readonly sound = new Sound(document);
  private readonly link: FieldLink;
  private readonly position: Position;
  private readonly ringer: Ringer;
  private readonly orders: Orders;
  private readonly sheet = h("div", { class: "veil", hidden: true });
  private readonly draws: (() => void)[] = [];

  constructor(
    root: HTMLElement,
    session: FieldSession,
    private readonly code: string,
  ) {
    this.state = new FieldState(code);
    this.ringer = new Ringer(this.state.inbox, this.sound);
    this.link = new FieldLink({
      url: `${location.origin.replace(/^http/, "ws")}/live`,
      clock: this.clock,
      state: this.state,
      device: device(),
      token: (refused) => (refused && session.kept ? this.askWhy(session) : session.token()),
      changed: () => this.draw(),
      rang: (id) => this.rang(id),
    });
    this.position = new Position((fix) => this.state.trail.add(fix) && this.link.flush());
    this.orders = new Orders({
      inbox: this.state.inbox,
      isWaiting: this.state.outbox.isWaiting,
      now: () => this.clock.now(),
      advance: (id, step) => this.say(id, step, ""),
      refuse: (id) => refusalSheet(this.sheet, "refuse", (reason) => reason && this.say(id, "Refused", reason)),
      unable: (id) => refusalSheet(this.sheet, "unable", (reason) => reason && this.say(id, "Unable", reason)),
      putAway: (id) => this.putAway(id),
    });
    this.build(root, session);
  }

  start(): void {
    void this.link.open();
    this.position.start();
    keepAwake();
    window.addEventListener("online", () => void this.link.open());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.link.open();
      this.draw();
    });
    setInterval(() => this.tick(), 1_000);
    this.draw();
  }

  private build(root: HTMLElement, session: FieldSession): void {
    const now = (): number => this.clock.now();
    const top = head({ code: this.code, link: this.link, state: this.state, position: this.position, leave: () => leave(session) });
    const welfare = welfareButton(this.state.welfare, () => this.checkIn(), now);
    const panic = panicButton(this.state.danger, { raise: () => this.panic(), putAway: () => this.putAwayAlarm() });
    const bell = h("button", { type: "button", class: "bell", "data-test": "campo-sound", onclick: () => this.sound.toggle() });
    const replaced = h("button", { type: "button", class: "bell", hidden: true, onclick: () => void this.link.open() });
    const unknown = h("p", { class: "unknown", role: "alert", "data-test": "campo-unknown", hidden: true });
    const foot = h("footer", {}, welfare.element, panic.element);
    // It grows with what it says; the answer of the order in front stays above it.
    new ResizeObserver(() => root.style.setProperty("--foot", `${foot.offsetHeight}px`)).observe(foot);
    root.replaceChildren(top.element, unknown, replaced, bell, availabilityRow(this.link), this.orders.element, foot, this.sheet);
    this.draws.push(top.draw, welfare.draw, panic.draw);
    const words = (): void => {
      document.documentElement.lang = language.value;
      document.title = t("campo.title");
      bell.hidden = this.sound.state.value === "on";
      setText(bell, t(this.sound.state.value === "muted" ? "campo.muted" : "campo.locked"));
      replaced.hidden = !this.link.replaced.value;
      setText(replaced, t("campo.replaced"));
      unknown.hidden = this.link.refusal.value === "";
      setText(unknown, t("campo.notAttached", { code: this.code, rule: ruleText(this.link.refusal.value) }));
      this.draw();
    };
    this.sound.state.watch(words);
    this.link.replaced.watch(words);
    this.link.attached.watch(() => this.draw());
    this.link.refusal.watch(words);
    language.watch(words);
  }

  private draw(): void {
    for (const draw of this.draws) draw();
    this.orders.draw();
  }

  private tick(): void {
    if (this.state.inbox.expire(this.clock.now())) this.draw();
    for (const draw of this.draws) draw();
    this.orders.tick();
  }

  private say(commandId: string, step: LadderStep, reason: string): void {
    if (!this.state.inbox.advance(commandId, step)) return;
    this.state.outbox.add({ commandId, step, at: new Date(this.clock.now()).toISOString(), reason, position: this.here() });
    this.link.flush();
    this.draw();
  }

  private putAway(id: string): void {
    this.state.inbox.putAway(id);
    this.draw();
  }

  private rang(id: string): void {
    this.ringer.ring(this.state.inbox.find(id)!);
  }

  private panic(): void {
    this.state.danger.raise(crypto.randomUUID(), new Date(this.clock.now()).toISOString(), this.here());
    navigator.vibrate?.([200, 100, 200]);
    void this.link.open();
    this.link.flush();
    this.draw();
  }

  private putAwayAlarm(): void {
    this.state.danger.putAway();
    this.draw();
  }

  private checkIn(): void {
    this.state.welfare.say(new Date(this.clock.now()).toISOString());
    this.link.flush();
    this.draw();
  }

  private here(): { latitude: number; longitude: number } | null {
    const fix = this.state.trail.last;
    return fix ? { latitude: fix.latitude, longitude: fix.longitude } : null;
  }

  /** A socket that never opened may have been refused for its token: the browser does not say, so REST is asked. */
  private async askWhy(session: FieldSession): Promise<string | null> {
    const token = session.kept!;
    const answer = await fetch("/api/v1/console/config", { headers: { Authorization: `Bearer ${token}` } }).catch(() => null);
    if (answer?.status === 401) await session.refused(token);
    return answer?.status === 401 ? null : session.token();
  }
}

/** Ends the session. The stored data stay on this phone for when the efectivo comes back. */
function leave(session: FieldSession): void {
  session.leave();
  location.reload();
}

/** The name of this phone at the centre, the same after every restart. */
function device(): string {
  const KEY = "gad.campo.device";
  const known = localStorage.getItem(KEY);
  if (known) return known;
  const made = crypto.randomUUID();
  localStorage.setItem(KEY, made);
  return made;
}
