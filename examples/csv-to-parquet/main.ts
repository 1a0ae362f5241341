// Weather, day by day, from CSV into Parquet: tsx main.ts [OUTPUT [INPUT...]]
// Then a question to what was written, for which no more is read than it takes.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readCsv, readParquet, toParquet } from "holdall";
import { z } from "zod";

const example = new URL("../data/seattle-weather.csv", import.meta.resolve("vega-datasets"));
const { 2: output = mkdtempSync(path.join(tmpdir(), "weather-")), 3: first = fileURLToPath(example) } =
  process.argv;

const days = readCsv([first, ...process.argv.slice(4)], {
  schema: () =>
    z.object({
      date: z.coerce.date(),
      precipitation: z.coerce.number(),
      temp_max: z.coerce.number(),
      weather: z.string(),
    }),
});
const files = await toParquet(days, output, {
  schema: { date: "date", precipitation: "float32", temp_max: "float32", weather: "string" },
  rowGroupSize: 365,
  ifExists: "overwrite",
}).compute();
for (const { path: file, count, bytes } of files) console.log(`${file}: ${count} days, ${bytes} bytes`);

const hot = readParquet<{ date: Date; temp_max: number }>(path.join(output, "*.parquet"), {
  columns: ["date", "temp_max"],
  filter: { date: { gte: new Date("2015-01-01") }, temp_max: { gt: 34 } },
});
const hottest = await hot.topk(3, { key: "temp_max" }).compute();
console.log(`${hot.npartitions} of the row groups may have hot days of 2015; the hottest were`);
for (const day of hottest) console.log(day.date.toISOString().slice(0, 10), day.temp_max.toFixed(1));
