import { revive, type SerializedValue } from "@holdall/closure/revive";
import { decode } from "../codec.ts";
import type { ToWorker } from "../messages.ts";

/** Constants that tasks share, by the name of their content: revived when they arrive, kept until forgotten. */
export interface ContentStore {
  add(message: ToWorker & { readonly type: "ship" }): void;
  forget(contents: readonly string[]): void;
  /** The constants, or a promise of them while modules they name are loading. */
  get(content: string): readonly unknown[] | Promise<readonly unknown[]>;
}

export function createContentStore(): ContentStore {
  const store = new Map<string, readonly unknown[] | Promise<readonly unknown[]>>();
  return {
    add({ content, data, tsx }) {
      const serialized = decode(data, true) as SerializedValue;
      const revived =
        tsx.length === 0
          ? revive<readonly unknown[]>(serialized)
          : registerTsx(tsx).then(() => revive<readonly unknown[]>(serialized));
      store.set(content, revived);
      // A failure is told to each task that needs the constants, when it comes.
      revived.then(
        (constants) => store.has(content) && store.set(content, constants),
        () => undefined,
      );
    },
    forget(contents) {
      for (const content of contents) store.delete(content);
    },
    get(content) {
      const constants = store.get(content);
      if (constants === undefined)
        throw new Error(`Content ${content} was not shipped. This is a bug in holdall.`);
      return constants;
    },
  };
}

let registration: Promise<void> | undefined;

function registerTsx(modules: readonly string[]): Promise<void> {
  registration ??= registerEach(modules);
  return registration;
}

async function registerEach(modules: readonly string[]): Promise<void> {
  for (const module of modules) {
    const { register } = (await import(module)) as { readonly register: () => void };
    register();
  }
}
