import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { codecs, transferable, type CodecName } from "./codec.ts";

/** A worker thread that gives back what it is sent, by messages made by hand. */
export interface EchoWorker extends AsyncDisposable {
  echo(value: unknown): Promise<unknown>;
}

export function createEchoWorker(name: CodecName): EchoWorker {
  const worker = new Worker(new URL("./workers/echo.js", import.meta.url), { workerData: name });
  const { encode, decode } = codecs[name];
  return {
    async echo(value) {
      const message = encode(value);
      worker.postMessage(message, transferable(name, message));
      const [reply] = (await once(worker, "message")) as [unknown];
      return decode(reply);
    },
    [Symbol.asyncDispose]: async () => {
      await worker.terminate();
    },
  };
}
