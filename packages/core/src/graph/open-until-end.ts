/** What a task has open as long as it runs: values in it may be read by its functions alone. */
export interface OpenUntilEnd {
  /** Makes of a result of the task what may outlast it. */
  leave(result: unknown): unknown;
  /** Called last. */
  close(): void;
}
