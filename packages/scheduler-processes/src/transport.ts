import type { Transport } from "@holdall/worker-pool";

/** Bytes go between processes through pipes, each time they are sent. */
export const transport: Transport = { pack: (bytes) => bytes, sharesMemory: false, sharesFiles: true };
