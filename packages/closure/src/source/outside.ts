/** How a function uses a name that it does not declare itself. */
export interface FreeName {
  readonly name: string;
  /** Whether it assigns the variable. */
  assigned: boolean;
  /** Whether it uses the value in another way than by the paths below. */
  whole: boolean;
  /** Static property paths that are read: `config.limit` is `["limit"]`. */
  readonly paths: string[][];
  /** Static property paths that are called, so that what stands before the last step is `this`. */
  readonly calls: string[][];
}

/** A piece of the text, from `start` up to `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What a piece of code takes from around it. */
export interface Outside {
  /** In order of first use. */
  readonly names: Map<string, FreeName>;
  /** Places of a `this`, `arguments`, `new.target`, `super` that belongs to a function around the code. */
  readonly lexical: { this: Range[]; arguments: Range[]; "new.target": Range[]; super: Range[] };
  /** Whether the outermost function has a `this`, `super` of its own that it uses. */
  readonly own: { this: boolean; super: boolean };
  /** A call of `eval` by that name, which can use any variable. */
  directEval: boolean;
  readonly importMeta: Range[];
  /** The words `import` of dynamic imports. */
  readonly dynamicImports: Range[];
  /** `#names` that a class around the code declares. */
  readonly privateNames: Set<string>;
}
