/** Errors about files, thrown while a task runs; the TaskError around them names operation and partition. */

export function shortFileError(
  path: string,
  { size, end }: { readonly size: number; readonly end: number },
): Error {
  return new Error(
    `The file ${JSON.stringify(path)} has become shorter: it had ${size} bytes when the bag was made, and now ends at byte ${end}.`,
  );
}

export function notTextError(
  path: string,
  { encoding, offset }: { readonly encoding: string; readonly offset: number },
): Error {
  return new Error(
    `The file ${JSON.stringify(path)} is not in ${encoding}: the line that begins at byte ${offset} has bytes that are no text. Name its \`encoding\`, or have such bytes replaced with \`errors: "replace"\`.`,
  );
}
