type Creator = (length: number, ...columns: readonly ArrayLike<unknown>[]) => unknown[];

// Creators that were made, by the keys of their records; the oldest goes when there are too many.
const creators = new Map<string, Creator>();
const mostCreators = 100;

/** Makes records of columns, which are as many as there are keys. */
export function createRecords(
  keys: readonly string[],
  columns: readonly ArrayLike<unknown>[],
): Record<string, unknown>[] {
  return creatorFor(keys)(columns[0]!.length, ...columns) as Record<string, unknown>[];
}

function creatorFor(keys: readonly string[]): Creator {
  const name = JSON.stringify(keys);
  let creator = creators.get(name);
  if (creator === undefined) {
    creator = compileCreator(keys) ?? interpretedCreator(keys);
    creators.set(name, creator);
    if (creators.size > mostCreators) creators.delete(creators.keys().next().value!);
  }
  return creator;
}

// An object literal is the one form in which V8 makes such objects at once, rather than key by key.
function compileCreator(keys: readonly string[]): Creator | undefined {
  const columns = keys.map((_, i) => `c${i}`);
  const properties = keys.map((key, i) => `${JSON.stringify(key)}: c${i}[i]`);
  const code = `
const records = new Array(length);
for (let i = 0; i < length; i++) records[i] = { ${properties.join(", ")} };
return records;`;
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- keys are quoted, nothing else is the caller's
    return new Function("length", ...columns, code) as Creator;
  } catch (error) {
    // Forbidden by --disallow-code-generation-from-strings.
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}

function interpretedCreator(keys: readonly string[]): Creator {
  return (length, ...columns) =>
    Array.from({ length }, (_, i) => {
      const record: Record<string, unknown> = {};
      keys.forEach((key, column) => (record[key] = columns[column]![i]));
      return record;
    });
}
