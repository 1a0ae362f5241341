import { revive, type SerializedValue } from "@holdall/closure/revive";
import { ClassList, rememberClass } from "@holdall/core/task";
import { decode } from "../codec.ts";
import type { ContentValue, ToWorker } from "../messages.ts";

/** What the tasks of a run have in common, revived. */
export interface RunContent {
  readonly constants: readonly unknown[];
  readonly classes: ClassList;
}

/** For runs that share nothing. */
export const noContent: RunContent = { constants: [], classes: new ClassList([]) };

/** What tasks share, by the name of its content: revived when it arrives, kept until forgotten. */
export interface ContentStore {
  add(message: ToWorker & { readonly type: "ship" }): void;
  forget(contents: readonly string[]): void;
  /** The content, or a promise of it while modules that it names are loading. */
  get(content: string): RunContent | Promise<RunContent>;
}

export function createContentStore(): ContentStore {
  const store = new Map<string, RunContent | Promise<RunContent>>();
  return {
    add({ content, data, tsx }) {
      const serialized = decode(data, true) as SerializedValue;
      const revived = (tsx.length === 0 ? Promise.resolve() : registerTsx(tsx)).then(() =>
        reviveContent(serialized),
      );
      store.set(content, revived);
      // A failure is told to each task that needs the content, when it comes.
      revived.then(
        (there) => store.has(content) && store.set(content, there),
        () => undefined,
      );
    },
    forget(contents) {
      for (const content of contents) store.delete(content);
    },
    get(name) {
      const content = store.get(name);
      if (content === undefined)
        throw new Error(`Content ${name} was not shipped. This is a bug in holdall.`);
      return content;
    },
  };
}

async function reviveContent(serialized: SerializedValue): Promise<RunContent> {
  const { constants, classes } = await revive<ContentValue>(serialized);
  for (const registered of classes) rememberClass(registered);
  return { constants, classes: new ClassList(classes) };
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
