/** What came of a fault, as often as it was injected. */
export interface FaultResult {
  readonly injected: number;
  /** After how many of them all was as it is promised. */
  readonly survived: number;
  /** Results that are missing or wrong, failures that were not told, and what was left behind. Has to be 0. */
  readonly lost: number;
}

/** One row of the table: something that goes wrong, on purpose. */
export interface Fault {
  readonly name: string;
  readonly inject: () => Promise<FaultResult>;
}
