import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Where functions wait, on whatever thread or process they are, until a test lets them go on. */
export interface Gate extends AsyncDisposable {
  readonly port: number;
  /** Resolves when at least one waits. */
  untilOneWaits(): Promise<void>;
  /** Lets the one go on that has waited longest. */
  letOneGoOn(): void;
}

export async function openGate(): Promise<Gate> {
  const waiting: Socket[] = [];
  const all: Socket[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    waiting.push(socket);
    all.push(socket);
    server.emit("arrival");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async untilOneWaits() {
      while (waiting.length === 0) await once(server, "arrival");
    },
    letOneGoOn: () => void waiting.shift()!.end(),
    async [Symbol.asyncDispose]() {
      for (const socket of all) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Waits at a gate. */
export async function waitAt(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.resume();
  await once(socket, "end");
}
