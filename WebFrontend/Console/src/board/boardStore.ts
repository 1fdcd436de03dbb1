import type { BoardFrame } from "../generated/gad/v1/boards_pb";
import { signal } from "../signal";
import type { Alarm, CommandSummary, OperationSummary } from "./model";
import { alarmOf, commandSummaryOf, operationOf } from "./wire";

/** The board that operators watch beside the map, as last received over the live link. */
export class BoardStore {
  readonly operations = new Map<string, OperationSummary>();
  readonly commands = new Map<string, CommandSummary>();
  /** By efectivo: one open alarm each. */
  readonly alarms = new Map<string, Alarm>();
  /** Grows with every frame. */
  readonly revision = signal(0);

  apply(frame: BoardFrame): void {
    if (frame.snapshot) {
      this.operations.clear();
      this.commands.clear();
      this.alarms.clear();
    }
    for (const wire of frame.operations) this.put(this.operations, wire.operationId, operationOf(wire));
    for (const wire of frame.commands) {
      const summary = commandSummaryOf(wire);
      if (summary) this.put(this.commands, summary.command.commandId, summary);
    }
    for (const wire of frame.alarms) this.putAlarm(alarmOf(wire));
    for (const key of frame.removed) this.remove(key);
    this.revision.set(this.revision.value + 1);
  }

  /** An older version that comes late changes nothing. */
  private put<T extends { version: number }>(into: Map<string, T>, key: string, item: T): void {
    const known = into.get(key);
    if (!known || item.version >= known.version) into.set(key, item);
  }

  private putAlarm(alarm: Alarm): void {
    const known = this.alarms.get(alarm.efectivoId);
    // Another alarm of the same efectivo counts its versions from the start.
    if (!known || known.alarmId !== alarm.alarmId || alarm.version >= known.version) this.alarms.set(alarm.efectivoId, alarm);
  }

  private remove(key: string): void {
    const id = key.slice(2);
    if (key.startsWith("o:")) this.operations.delete(id);
    else if (key.startsWith("c:")) this.commands.delete(id);
    else if (key.startsWith("a:")) this.alarms.delete(id);
  }
}
