/**
 * What each package may import of ours (the table in ARCHITECTURE.md). An arrow never points back up.
 *
 * @type {Record<string, string[]>}
 */
export const layers = {
  core: [],
  closure: [],
  bag: ["core", "closure"],
  io: ["core", "closure", "bag"],
  diagnostics: ["core"],
  "worker-pool": ["core", "closure"],
  "scheduler-threads": ["core", "worker-pool"],
  "scheduler-processes": ["core", "worker-pool"],
  checkpoint: ["core", "closure", "worker-pool"],
  holdall: [
    "core",
    "closure",
    "bag",
    "io",
    "diagnostics",
    "worker-pool",
    "scheduler-threads",
    "scheduler-processes",
    "checkpoint",
  ],
};

const names = Object.keys(layers);

const noInternals = {
  regex: `(^@holdall/|(^|/)(?:${names.join("|")})/)(?:[^/]+/)?(?:src|dist)(?:/|$)`,
  message:
    "A package shows the others no more than its index: import it by its name. What is inside may change, and a second copy of a module breaks instanceof.",
};

/**
 * The imports that are forbidden everywhere.
 *
 * @returns {["error", object]} the setting of ESLint's no-restricted-imports
 */
export function forbidInternals() {
  return ["error", { patterns: [noInternals] }];
}

/**
 * The imports that are forbidden in the sources of a package.
 *
 * @param {string} folder - the name of its folder
 * @returns {["error", object]} the setting of ESLint's no-restricted-imports
 */
export function forbidImportsOf(folder) {
  const allowed = layers[folder] ?? [];
  const forbidden = names.filter((name) => !allowed.includes(name));
  const may = allowed.length === 0 ? "nothing of ours" : `of ours only ${allowed.join(", ")}`;
  const noArrowUp = {
    regex: `^(?:@holdall/)?(?:${forbidden.join("|")})(?:/|$)`,
    message: `${folder} may import ${may}: an arrow that points back up makes a cycle of packages. Move what you need down, or pass it in.`,
  };
  return ["error", { patterns: [noInternals, noArrowUp] }];
}
