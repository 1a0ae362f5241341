import { statSync } from "node:fs";
import { askFiles } from "../file-system/ask-files.ts";
import type { FileSystemOption } from "../file-system/file-system-option.ts";

/** A file that is there already. */
export interface ExistingFile {
  readonly isFile: boolean;
  readonly size: number;
}

interface Places extends FileSystemOption {
  readonly isRemote: (file: string) => boolean;
}

/** What is there under these names, in their order. Remote ones are asked for together, and waited for. */
export function findExisting(
  files: readonly string[],
  { fileSystem, isRemote }: Places,
): (ExistingFile | undefined)[] {
  const remote = files.filter(isRemote);
  const answers = (remote.length === 0 ? [] : askFiles(remote, fileSystem)).values();
  return files.map((file) => {
    if (!isRemote(file)) return findLocal(file);
    const { value: found } = answers.next();
    return found?.kind === "file" ? { isFile: true, size: found.file.size ?? 0 } : undefined;
  });
}

// What keeps a file from being looked at keeps it from being written, which then says so.
function findLocal(file: string): ExistingFile | undefined {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats && { isFile: stats.isFile(), size: stats.size };
  } catch {
    return undefined;
  }
}
