import path from "node:path";
import { describeValue, InvalidArgumentError } from "@holdall/core";

/**
 * Where files go, one for each partition: a path with one `*`, in whose place comes the number of the partition; a folder;
 * or a function that names the file of a partition.
 */
export type OutputPath = string | ((partition: number) => string);

/** What has to be known to name files. */
export interface Naming {
  readonly npartitions: number;
  /** What names in a folder end with: `".txt"`. */
  readonly extension: string;
  readonly where: string;
  /** The path that a name stands for, which may be a URL. */
  readonly toPath: (name: string) => string;
  /** Whether a name is a place of its own, rather than a path of the disk. */
  readonly isRemote: (name: string) => boolean;
}

/**
 * Absolute paths, or those of their file system, one for each partition.
 * @throws InvalidArgumentError when they cannot be told, or two are the same
 */
export function nameFiles(output: unknown, naming: Naming): string[] {
  const nameOf = createNames(output, naming);
  const partitions = new Map<string, number>();
  for (let partition = 0; partition < naming.npartitions; partition++) {
    const name = nameOf(partition);
    const file = naming.isRemote(name) ? name : path.resolve(name);
    const other = partitions.get(file);
    if (other !== undefined) {
      throw new InvalidArgumentError(
        `${naming.where}: Expected a file for each partition, but those of partitions ${other} and ${partition} have the same name, ${describeValue(file)}.`,
      );
    }
    partitions.set(file, partition);
  }
  return [...partitions.keys()];
}

function createNames(
  output: unknown,
  { npartitions, extension, where, toPath, isRemote }: Naming,
): (partition: number) => string {
  if (typeof output === "function") {
    const nameOf = output as (partition: number) => unknown;
    return (partition) => {
      const name = nameOf(partition);
      if (typeof name === "string" && name !== "") return toPath(name);
      throw new InvalidArgumentError(
        `${where}: Expected \`path\` to return the path of a file, got ${describeValue(name)} for partition ${partition}.`,
      );
    };
  }
  if (typeof output !== "string" || output === "") {
    throw new InvalidArgumentError(
      `${where}: Expected \`path\` to be a path with a *, a folder, or a function of the number of a partition, got ${describeValue(output)}.`,
    );
  }
  const place = toPath(output);
  const [before, after, ...more] = place.split("*");
  if (more.length > 0) {
    throw new InvalidArgumentError(
      `${where}: Expected \`path\` to have one * at most, got ${describeValue(output)}.`,
    );
  }
  // In a URL two slashes are not one.
  const join = isRemote(place)
    ? (folder: string, name: string) => `${folder.replace(/\/$/, "")}/${name}`
    : path.join;
  // Names that are equally long sort as their numbers do.
  const digits = String(npartitions - 1).length;
  const numberOf = (partition: number): string => String(partition).padStart(digits, "0");
  return after === undefined
    ? (partition) => join(place, `part-${numberOf(partition)}${extension}`)
    : (partition) => `${before}${numberOf(partition)}${after}`;
}
