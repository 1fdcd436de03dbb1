import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { ClientFrameSchema, type ServerFrame, ServerFrameSchema } from "../generated/gad/v1/live_pb";
import type { ViewportBox } from "./viewport";

/** The things that the console wants to receive. */
export interface Subscription {
  viewport: ViewportBox | null;
  efectivos: readonly string[];
  board: boolean;
  /** Commands whose ladders are followed. */
  commands: readonly string[];
}

export type ClientBody = NonNullable<MessageInitShape<typeof ClientFrameSchema>["body"]>;

/** One client frame as bytes. */
export const frameOf = (body: ClientBody): Uint8Array<ArrayBuffer> => toBinary(ClientFrameSchema, create(ClientFrameSchema, { body }));

export function subscribeFrame(wanted: Subscription): Uint8Array<ArrayBuffer> {
  const { viewport, ...rest } = wanted;
  const value = { ...rest, efectivos: [...rest.efectivos], commands: [...rest.commands], ...(viewport ? { viewport } : {}) };
  return frameOf({ case: "subscribe", value });
}

export const heartbeatFrame = (nonce: bigint, reply: boolean): Uint8Array<ArrayBuffer> =>
  frameOf({ case: "heartbeat", value: { nonce, reply } });

/** Throws when the bytes are no frame of ours. */
export const readFrame = (bytes: ArrayBuffer): ServerFrame => fromBinary(ServerFrameSchema, new Uint8Array(bytes));
