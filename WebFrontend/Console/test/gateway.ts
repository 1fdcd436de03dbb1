import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { type ClientFrame, ClientFrameSchema, ServerFrameSchema } from "../src/generated/gad/v1/live_pb";

type Body = NonNullable<MessageInitShape<typeof ServerFrameSchema>["body"]>;

/** One socket of a scripted gateway. */
export class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  binaryType = "";
  readyState = 0;
  onopen: () => void = () => {};
  onmessage: (message: { data: ArrayBuffer }) => void = () => {};
  onclose: (close: { code: number }) => void = () => {};
  readonly said: ClientFrame[] = [];

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {
    FakeSocket.all.push(this);
  }

  send(bytes: Uint8Array): void {
    this.said.push(fromBinary(ClientFrameSchema, bytes));
  }

  close(): void {
    this.readyState = 3;
  }

  /** The gateway takes the session. */
  welcome(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen();
    this.tell({ case: "welcome", value: { heartbeatS: 15 } });
  }

  tell(body: Body, sequence = 0n): void {
    const bytes = toBinary(ServerFrameSchema, create(ServerFrameSchema, { body, sequence }));
    this.onmessage({ data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer });
  }

  /** The network, or the gateway, is gone. */
  drop(code = 1006): void {
    this.readyState = 3;
    this.onclose({ code });
  }

  /** What was said of a kind, as a list of its bodies. */
  heard<C extends ClientFrame["body"]["case"]>(kind: C): Extract<ClientFrame["body"], { case: C }>["value"][] {
    return this.said.flatMap((f) => (f.body.case === kind ? [f.body.value as never] : []));
  }
}
