import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FaultResult } from "./fault.ts";

/** Injects something in a folder that is gone afterwards. */
export async function inFolder(inject: (folder: string) => Promise<FaultResult>): Promise<FaultResult> {
  const folder = mkdtempSync(path.join(tmpdir(), "holdall-faults-"));
  try {
    return await inject(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function flipBit(file: string): void {
  const bytes = readFileSync(file);
  bytes[Math.floor(Math.random() * bytes.length)]! ^= 1 << Math.floor(Math.random() * 8);
  writeFileSync(file, bytes);
}

export function cutShort(file: string): void {
  truncateSync(file, Math.floor(Math.random() * readFileSync(file).length));
}
