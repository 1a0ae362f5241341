import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** A request that was made. */
export interface LoggedRequest {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly authorization: string | undefined;
}

/** A web server in another thread, as readers wait where they are called. */
export interface FileServer extends AsyncDisposable {
  readonly origin: string;
  /** The requests since this was last asked. */
  requests(): Promise<LoggedRequest[]>;
  /** How many requests that got no answer were given up. */
  closed(): Promise<number>;
}

/** @param files - their contents, by path */
export async function startFileServer(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<FileServer> {
  const worker = new Worker(new URL("./fixtures/file-server.mjs", import.meta.url), {
    workerData: { files },
  });
  const [{ port }] = (await once(worker, "message")) as [{ port: number }];
  return {
    origin: `http://127.0.0.1:${port}`,
    async requests() {
      worker.postMessage("requests");
      const [requests] = (await once(worker, "message")) as [LoggedRequest[]];
      return requests;
    },
    async closed() {
      worker.postMessage("closed");
      const [closed] = (await once(worker, "message")) as [number];
      return closed;
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}
