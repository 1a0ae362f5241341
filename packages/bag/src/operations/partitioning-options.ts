import { InvalidArgumentError, parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { PartitioningOptions } from "../plan/partitioning.ts";

const schema = z.strictObject({
  npartitions: wholeNumber(1).optional(),
  partitionSize: wholeNumber(1).optional(),
});

/** @throws InvalidArgumentError for unknown and invalid options, and for both at once */
export function parsePartitioningOptions(options: unknown, where: string): PartitioningOptions {
  const parsed = parseOptions(schema, options, where);
  if (parsed.npartitions !== undefined && parsed.partitionSize !== undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected one of \`npartitions\` and \`partitionSize\`, got both (${parsed.npartitions} and ${parsed.partitionSize}).`,
    );
  }
  return parsed;
}
