/** The result of a task with so many parts: of one part, that itself. */
export function asParts(pieces: unknown[], parts: number): unknown {
  while (pieces.length < parts) pieces.push([]);
  return parts === 1 ? pieces[0] : pieces;
}
