import { Danger, SAFE } from "./danger";
import { Inbox } from "./inbox";
import { kept } from "./kept";
import { Outbox } from "./outbox";
import { Sequence } from "./sequence";
import { Trail } from "./trail";
import { NO_WELFARE, Welfare } from "./welfare";

/** All that this phone keeps for one efectivo, apart from other efectivos' on the same phone. */
export class FieldState {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly trail: Trail;
  readonly danger: Danger;
  readonly welfare: Welfare;
  readonly sequence: Sequence;

  constructor(code: string) {
    const name = (part: string): string => `gad.campo.${code}.${part}`;
    this.inbox = new Inbox(kept(name("inbox"), []));
    this.outbox = new Outbox(kept(name("outbox"), []));
    this.trail = new Trail(kept(name("trail"), []));
    this.danger = new Danger(kept(name("danger"), SAFE));
    this.welfare = new Welfare(kept(name("welfare"), NO_WELFARE));
    this.sequence = new Sequence(kept(name("sequence"), { resumeToken: "", last: null }));
  }

  /** Steps, a panic or a check-in that the centre does not have yet. Fixes are not counted: they are nobody's doing. */
  get unsent(): number {
    return (
      this.outbox.waiting.filter((w) => w.step !== "Delivered" && w.step !== "Seen").length +
      Number(this.danger.mustSend) +
      Number(!!this.welfare.state.saidAt)
    );
  }
}
