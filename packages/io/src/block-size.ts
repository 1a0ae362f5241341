import { wholeNumber } from "@holdall/core";
import { z } from "zod";

/** About how many bytes of a file make a partition, where it is not said: 32 MiB. */
export const defaultBlockSize: number = 32 * 2 ** 20;

/** The schema of `blockSize` where it is `false` for whole files. */
export const blockSizeSchema: z.ZodType<number | false> = z
  .union([z.literal(false), wholeNumber(1)])
  .describe("false or a whole number of bytes from 1 up");
