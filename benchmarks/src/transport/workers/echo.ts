// Decodes what comes and sends it back, encoded anew.
import { parentPort, workerData } from "node:worker_threads";
import { codecs, transferable, type CodecName } from "../codec.ts";

const port = parentPort!;
const name = workerData as CodecName;
const { encode, decode } = codecs[name];

port.on("message", (message: unknown) => {
  const reply = encode(decode(message));
  port.postMessage(reply, transferable(name, reply));
});
