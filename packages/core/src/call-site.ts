import { fileURLToPath } from "node:url";

/**
 * Where the user called something of holdall: the frames as V8 has noted them, of which it makes text when that is asked
 * for. To note them costs some microseconds.
 */
export interface CallSite {
  readonly stack?: string;
}

// Enough to get from where it is noted to the code of the user.
const depth = 8;

/** Notes from where the function is called that calls this. */
export function captureCallSite(): CallSite {
  const { stackTraceLimit } = Error;
  const site: CallSite = {};
  try {
    Error.stackTraceLimit = depth;
    Error.captureStackTrace(site, captureCallSite);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return site;
}

/** The place of the call, `file:///home/ada/script.ts:12:6`; nothing where it is not known. */
export function locationOf(site: CallSite): string | undefined {
  const locations = (site.stack ?? "").split("\n").flatMap((line) => frame.exec(line)?.[1] ?? []);
  const foreign = locations.filter((location) => !isOurs(location));
  // In a bundle all code is in one file: the first frame is known to be ours.
  return foreign.length < locations.length ? foreign[0] : foreign[1];
}

const frame = /^ {4}at (?:.*\()?([^()]+:\d+:\d+)\)?$/;

// The packages lie beside this one, or are installed. What core offers to tests is called from tests.
const packages = normalise(fileURLToPath(new URL("../../", import.meta.url)));
const installed = /\/node_modules\/@holdall\/[^/]+\/(?:dist|src)\//;
const sources = /^[^/]+\/(?:dist|src)\/(?!testing\/)/;

function isOurs(location: string): boolean {
  const file = normalise(location);
  return (file.startsWith(packages) && sources.test(file.slice(packages.length))) || installed.test(file);
}

function normalise(file: string): string {
  const plain = file.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, "").replaceAll("\\", "/");
  try {
    return decodeURI(plain);
  } catch {
    return plain;
  }
}
