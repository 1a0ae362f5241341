/** What is wrong with names of columns: nothing where each can be a property of its own. */
export function describeWrongNames(names: readonly string[]): string | undefined {
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) return `two columns have the name ${JSON.stringify(twice)}`;
  return names.includes("__proto__") ? 'no column can have the name "__proto__"' : undefined;
}
