/** All that is called in workers, for the file that they load. */
export { openArrowFile } from "./arrow/arrow-file.ts";
export { readBatchRows } from "./arrow/read-batches.ts";
export { openAvroFile } from "./avro/avro-file.ts";
export { readAvroRecords } from "./avro/read-records.ts";
export { readBlocks } from "./binary/read-blocks.ts";
export { readCsvRecords } from "./csv/read-csv-records.ts";
export { readJsonRecords } from "./json/read-json-records.ts";
export { openParquetFile } from "./parquet/parquet-file.ts";
export { readRows } from "./parquet/read-rows.ts";
export { openSettled } from "./records/settled.ts";
export { countLines } from "./text/count-lines.ts";
export { readLines } from "./text/read-lines.ts";
export { tallyLines } from "./text/tally-lines.ts";
export { openCsvFile } from "./write/csv-file.ts";
export { openJsonFile } from "./write/json-file.ts";
export { openTextFile } from "./write/text-file.ts";
