import { forEach } from "../for-each.ts";
import type { SourceInterpreter } from "../source.ts";
import { walkRange } from "../walk.ts";

/** Numbers made on the spot; slot 0 holds the first of the partition and how many there are. */
export interface RangeSpec {
  readonly kind: "range";
  readonly operation: string;
  readonly step: number;
}

export const runRange: SourceInterpreter<RangeSpec> = ({ operation, step }, push, run) => {
  const [start, length] = run.inputs[0] as readonly [number, number];
  return forEach(walkRange(start, step, length), push, { run, operation, isSource: true });
};
