import type { Fault } from "./fault.ts";
import { inFolder } from "./in-folder.ts";
import { onSmallDisk, smallDisks } from "./small-disk.ts";

/** What happens to files while they are written. */
export const writtenFileFaults: readonly Fault[] = smallDisks.map((what) => ({
  name: `files written to a disk that is ${what}`,
  inject: () => inFolder((folder) => onSmallDisk("write-on-small-disk", { folder, what })),
}));
