import type { ByteQueue } from "../byte-queue.ts";

/** @throws an error when there are fewer bytes */
export async function takeBytes(queue: ByteQueue, length: number): Promise<Buffer> {
  if (!(await queue.fill(queue.start + length))) throw new Error("it ends too early");
  return queue.take(queue.start + length);
}
