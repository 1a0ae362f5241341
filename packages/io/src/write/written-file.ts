/** What came of a file: one for each partition. */
export interface WrittenFile {
  /** Absolute; or as its file system has it. */
  readonly path: string;
  /** `"skipped"` where it was there before, and `ifExists` is `"skip"`. */
  readonly status: "written" | "skipped";
  /** How many elements it has; not known of one that was skipped. */
  readonly count: number | undefined;
  /** Its size. */
  readonly bytes: number;
}

/** What is told of a file, at once or when it is where it belongs. */
export function whenWritten(
  bytes: number | Promise<number>,
  file: Pick<WrittenFile, "path" | "count">,
): WrittenFile | Promise<WrittenFile> {
  const tell = (size: number): WrittenFile => ({ ...file, status: "written", bytes: size });
  return typeof bytes === "number" ? tell(bytes) : bytes.then(tell);
}
