// What takes less is not worth a place in a file.
const smallestBytes = 1024;

/** The pieces of a result; nothing where there are none, or so few bytes that they are to stay in memory. */
export function worthSpilling(pieces: readonly Uint8Array[] | undefined): readonly Uint8Array[] | undefined {
  const bytes = pieces?.reduce((sum, { byteLength }) => sum + byteLength, 0) ?? 0;
  return bytes < smallestBytes ? undefined : pieces;
}
