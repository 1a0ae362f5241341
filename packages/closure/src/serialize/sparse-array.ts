const shortest = 1000;
const samples = 16;

/**
 * Whether an array is long and has few elements for its length, as one that is indexed by numbers from elsewhere: to go
 * through all places of it could take for ever.
 */
export function isSparse(array: readonly unknown[]): boolean {
  if (array.length < shortest) return false;
  let holes = 0;
  for (let i = 0; i < samples; i++)
    if (!Object.hasOwn(array, Math.floor((i * array.length) / samples))) holes += 1;
  return holes > samples / 2;
}
