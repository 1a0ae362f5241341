/** How much is measured. */
export interface MemorySize {
  readonly groups: GroupsSize;
  /** Bytes of text, smaller amount first. */
  readonly streamed: readonly [few: number, many: number];
  /** Numbers of files, smaller one first. */
  readonly files: readonly [few: number, many: number];
}

/** What is grouped, and in how much memory. */
export interface GroupsSize {
  readonly bytes: number;
  readonly memoryLimit: number;
}

const [MB, GB] = [1e6, 1e9];

/** For a look: about two minutes. */
export const smallSize: MemorySize = {
  groups: { bytes: 800 * MB, memoryLimit: 100 * MB },
  streamed: [100 * MB, 400 * MB],
  files: [2_000, 20_000],
};

/** What is promised. */
export const fullSize: MemorySize = {
  groups: { bytes: 4 * GB, memoryLimit: 512 * MB },
  streamed: [100 * MB, 1 * GB],
  files: [10_000, 100_000],
};
