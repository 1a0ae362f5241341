import { atMost, below, type Target } from "../target.ts";
import type { MemoryMeasurement } from "./measure.ts";

/** Compares the memory that work takes with what is promised of it. */
export function compareWithTargets({ groups, oneGroup, streamed, files }: MemoryMeasurement): Target[] {
  const inMB = (bytes: number): number => Math.round(bytes / 1e6);
  const [fewBytes, manyBytes] = [streamed[0]!, streamed.at(-1)!];
  const [fewFiles, manyFiles] = [files[0]!, files.at(-1)!];
  return [
    below(
      "MB",
      `groupBy of ${inMB(groups.bytes)} MB in ${inMB(groups.memoryLimit)} MB, memory`,
      1_200,
      groups.peak / 1e6,
    ),
    below(
      "MB",
      `one group of ${inMB(oneGroup.bytes)} MB in ${inMB(oneGroup.memoryLimit)} MB, memory`,
      1_500,
      oneGroup.peak / 1e6,
    ),
    atMost("times as many", "temporary files left, to none", 0, groups.left + oneGroup.left),
    atMost(
      "times as many",
      `bytes of memory for ${inMB(manyBytes.bytes)} MB of text, beside ${inMB(fewBytes.bytes)} MB`,
      1.1,
      manyBytes.usual / fewBytes.usual,
    ),
    atMost("times as many", "files open at once, in 64", 1, (manyFiles.open ?? 0) / 64),
    atMost(
      "times as many",
      `bytes of memory for ${manyFiles.files} files, beside ${fewFiles.files}`,
      1.5,
      manyFiles.usual / fewFiles.usual,
    ),
  ];
}
