import { totalmem } from "node:os";

let limit: number | undefined;

/** Half of the memory that this machine has, or that its control group allows this process to have. */
export function defaultMemoryLimit(): number {
  // Asked for once, as it takes longer than a small run.
  return (limit ??= Math.floor(availableMemory() / 2));
}

function availableMemory(): number {
  const constrained = process.constrainedMemory();
  const all = totalmem();
  return constrained > 0 ? Math.min(all, constrained) : all;
}
