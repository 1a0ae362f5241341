// Reads a part of a file, and does nothing with it.
import { closeSync, openSync, readSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import type { FilePart } from "../file-readers.ts";

// Neither the declarations of the language nor those of Node have it.
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

const port = parentPort!;
// As much at a time as lines are counted of, to where a page of memory begins: processors may copy half as fast to 16 bytes behind
// that, where the memory of a Buffer is. Its size is told in units of 64 kB.
const memory = Buffer.from(new WebAssembly.Memory({ initial: 8 }).buffer);

port.on("message", ({ file, start, end }: FilePart) => {
  const descriptor = openSync(file, "r");
  for (let at = start; at < end;)
    at += readSync(descriptor, memory, 0, Math.min(memory.length, end - at), at);
  closeSync(descriptor);
  port.postMessage(end - start);
});
