import type { Desk, TimelineEntry } from "../board/desk";
import { has, t } from "../i18n";
import { reasonOf } from "../session/refusal";
import { h } from "../ui/h";
import { patch } from "../ui/patch";
import { moment } from "../ui/time";

/** Everything that happened to an operation, the newest first. */
export class Timeline {
  private readonly list = h("ol", { class: "timeline", "data-test": "timeline" });
  readonly element = h("section", { "data-own": true }, h("h3", {}, t("timeline.title")), this.list);
  private entries: TimelineEntry[] = [];
  private reading = false;

  constructor(
    private readonly desk: Desk,
    private readonly code: string,
  ) {}

  /** Reads what is new since the last time. */
  async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      // Orders after the operation's last own line come again with what is read after it.
      const last = this.entries.at(-1)?.sequence ?? 0;
      this.entries = this.entries.filter((e) => !e.what.startsWith("order.") || e.sequence < last);
      for (let next: number | null = last; next !== null; ) {
        const page: { entries: TimelineEntry[]; next: number | null } = await this.desk.timeline(this.code, next);
        this.entries.push(...page.entries);
        next = page.next;
      }
      this.draw();
    } catch (failure) {
      patch(this.list, h("li", { class: "said refused" }, reasonOf(failure)));
    } finally {
      this.reading = false;
    }
  }

  draw(): void {
    patch(
      this.list,
      ...[...this.entries]
        .reverse()
        .map((e) =>
          h(
            "li",
            { "data-key": [e.sequence, e.commandId, e.what, e.efectivoId].join(" ") },
            h("time", { datetime: e.at }, moment(e.at)),
            h("span", { class: "what" }, [wordOf(e.what), e.efectivoId].filter(Boolean).join(" · ")),
            h("span", { class: "actor" }, e.actor),
            e.reason ? h("span", { class: "why" }, e.reason) : null,
          ),
        ),
    );
  }
}

/** A word of the timeline in the operator's language; one that is not known here is shown as it is. */
function wordOf(what: string): string {
  const key = `timeline.${what}`;
  return has(key) ? t(key) : what;
}
