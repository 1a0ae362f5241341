// node run-in-turn.mjs <mark> <file>...: imports the files one after the other. The mark stands before what each prints.
import { pathToFileURL } from "node:url";

const [mark = "", ...files] = process.argv.slice(2);

for (const file of files) {
  process.stdout.write(mark);
  process.stderr.write(mark);
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    console.error(error);
  }
}
