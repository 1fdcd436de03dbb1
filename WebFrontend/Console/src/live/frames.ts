import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { ClientFrameSchema, type ServerFrame, ServerFrameSchema } from "../generated/gad/v1/live_pb";
import type { ViewportBox } from "./viewport";

/** What the console wants to be told of. */
export interface Subscription {
  viewport: ViewportBox | null;
  efectivos: readonly string[];
}

export function subscribeFrame(wanted: Subscription): Uint8Array<ArrayBuffer> {
  const value = { efectivos: [...wanted.efectivos], ...(wanted.viewport ? { viewport: wanted.viewport } : {}) };
  return toBinary(ClientFrameSchema, create(ClientFrameSchema, { body: { case: "subscribe", value } }));
}

export function heartbeatFrame(nonce: bigint, reply: boolean): Uint8Array<ArrayBuffer> {
  return toBinary(ClientFrameSchema, create(ClientFrameSchema, { body: { case: "heartbeat", value: { nonce, reply } } }));
}

/** Throws when the bytes are no frame of ours. */
export const readFrame = (bytes: ArrayBuffer): ServerFrame => fromBinary(ServerFrameSchema, new Uint8Array(bytes));
