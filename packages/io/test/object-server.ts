import { fork } from "node:child_process";
import { once } from "node:events";
import { s3Files, type FileSystem } from "@holdall/io";

/** A server that speaks S3, with a bucket named `bucket`, in another process: readers wait where they are called. */
export interface ObjectServer extends AsyncDisposable {
  /** Makes the file system that asks it. */
  readonly store: () => FileSystem;
}

export async function startObjectServer(): Promise<ObjectServer> {
  // What Node may not do in some runs of the tests, such as make code of strings, the server may.
  const env = { ...process.env, NODE_OPTIONS: "" };
  const server = fork(new URL("./fixtures/object-server.mjs", import.meta.url), { env, execArgv: [] });
  const [{ port }] = (await once(server, "message")) as [{ port: number }];
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  return {
    store: () => s3Files({ endpoint, region: "us-east-1", credentials }),
    async [Symbol.asyncDispose]() {
      server.send("close");
      await once(server, "exit");
    },
  };
}
