import { InvalidArgumentError } from "@holdall/core";
import { zstdCompressSync } from "./compression.ts";

/** The call, and what of it says how files are packed: for messages. */
interface Asked {
  readonly where: string;
  /** @default "compression" */
  readonly option?: string;
}

/** @throws InvalidArgumentError when this version of Node does not pack files in this way */
export function assertCanPack(compression: string, { where, option = "compression" }: Asked): void {
  // Avro calls it by its whole name.
  const isZstd = compression === "zstd" || compression === "zstandard";
  if (!isZstd || zstdCompressSync !== undefined) return;
  throw new InvalidArgumentError(
    `${where}: Expected a \`${option}\` other than ${compression}, which Node has from version 22.15 on and this is ${process.version}.`,
  );
}
