/**
 * Neighbouring partitions taken together: one, the next two, the next four, and so on up to a longest group. Who wants
 * no more than the first few has few to compute, and even of very many there are not many groups.
 */

const longest = 32;
const growing = Math.log2(longest);
// So many partitions are in the groups that are shorter.
const before = longest - 1;

export function countGroups(npartitions: number): number {
  return groupOf(npartitions - 1) + 1;
}

/** The group that a partition is in. */
export function groupOf(partition: number): number {
  return partition < before
    ? Math.floor(Math.log2(partition + 1))
    : growing + Math.floor((partition - before) / longest);
}

/** The first partition of a group. */
export function startOfGroup(group: number): number {
  return group < growing ? 2 ** group - 1 : before + (group - growing) * longest;
}

/** Number of partitions in the longest of so many groups. */
export function longestGroup(npartitions: number): number {
  return Math.min(longest, npartitions);
}
