/** What came of a file: one for each partition. */
export interface WrittenFile {
  /** Absolute. */
  readonly path: string;
  /** `"skipped"` where it was there before, and `ifExists` is `"skip"`. */
  readonly status: "written" | "skipped";
  /** How many elements it has; not known of one that was skipped. */
  readonly count: number | undefined;
  /** Its size. */
  readonly bytes: number;
}
