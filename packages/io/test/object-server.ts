import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { s3Files, type FileSystem } from "@holdall/io";

/** A server that speaks S3, with a bucket named `bucket`, in another thread, as readers wait where they are called. */
export interface ObjectServer extends AsyncDisposable {
  /** Makes the file system that asks it. */
  readonly store: () => FileSystem;
}

export async function startObjectServer(): Promise<ObjectServer> {
  const worker = new Worker(new URL("./fixtures/object-server.mjs", import.meta.url));
  const [{ port }] = (await once(worker, "message")) as [{ port: number }];
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  return {
    store: () => s3Files({ endpoint, region: "us-east-1", credentials }),
    async [Symbol.asyncDispose]() {
      worker.postMessage("close");
      await once(worker, "message");
      await worker.terminate();
    },
  };
}
