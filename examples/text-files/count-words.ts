// The most frequent words of text files: of those that are named, or of the pages about holdall.
//   npx tsx count-words.ts "books/*.txt"
import path from "node:path";
import { readText } from "holdall";

const [files = path.join(import.meta.dirname, "../../docs/*.md")] = process.argv.slice(2);

const words = await readText(files)
  .flatMap((line) => line.toLowerCase().match(/\p{Letter}+/gu) ?? [])
  .frequencies()
  .topk(10, { key: 1 })
  .compute();

for (const [word, count] of words) console.log(`${String(count).padStart(8)} ${word}`);
