import vm from "node:vm";
import { readVariable, type Insight } from "../capture/scopes.ts";
import { boundScope } from "../closure.ts";
import { learnRealm } from "../modules/known-globals.ts";
import { isDeclarationAt, isStrictAt } from "../source/module-source.ts";
import { freshName, type Edit } from "../source/build-code.ts";
import { parseFunctionSource, type FunctionSource } from "../source/function-source.ts";
import type { Node } from "../serialized-value.ts";
import { captureNames } from "./capture-names.ts";
import { planClassCopy } from "./class-copy.ts";
import { encodeStaticPrivates } from "./encode-privates.ts";
import type { Encoder } from "./encoder.ts";
import { findExport } from "./find-export.ts";
import { findParents } from "./find-parents.ts";
import { encodeFunctionState, functionNameToKeep } from "./function-state.ts";
import { describeSite, locateFunction, type Site } from "./locate-function.ts";
import { ownName } from "./own-name.ts";
import { refuseHiddenParts } from "./refuse-hidden-parts.ts";
import { along, alongVariable, type Owner, type Trail } from "./trail.ts";

/** Encodes a function or class: by reference when a module exports it, else with its text and what it captures. */
export function encodeFunction(encoder: Encoder, fn: Function, trail: Trail | undefined): Node {
  const asked = encoder.inspect(fn);
  const insight: Insight =
    "unavailable" in asked ? { scopes: [], location: undefined, bound: undefined } : asked;
  const realm = insight.scopes.find(({ kind }) => kind === "global");
  if (realm) learnRealm(realm.variables);
  if (insight.bound) return encodeBound(encoder, fn, insight.bound, trail);

  const text = Function.prototype.toString.call(fn);
  const { location } = insight;
  const script = location && encoder.script(location.scriptId);
  const site = script && locateFunction(script, location, text);
  const reference = findExport(fn, insight.scopes, site);
  if (reference) return reference;

  const owner: Owner = { name: ownName(fn), location: site && describeSite(site) };
  const dead: Node = { kind: "object" };
  if (text.endsWith("{ [native code] }") || script?.url.startsWith("node:") === true) {
    encoder.refuse(
      trail,
      `is the function \`${ownName(fn)}\`, which is native or belongs to Node itself, so that it has no source to send`,
      "Call it inside a function of your own that makes or imports what it belongs to.",
    );
    return dead;
  }
  const strict = isStrict(fn, site);
  const source = parseFunctionSource(text, strict);
  if (!source) {
    encoder.refuse(
      trail,
      "is a function whose source cannot be read as JavaScript",
      "Report it: this is a bug in holdall.",
    );
    return dead;
  }
  const here = trail ?? alongVariable(undefined, "", owner);
  const declared = isReplacedDeclaration(fn, source, insight, site);
  const outside = declared ? source.outsideAsDeclaration() : source.outside;
  if (refuseHiddenParts(encoder, { fn, outside, site, owner, trail })) return dead;

  const taken = new Set(source.words);
  const edits: Edit[] = [];
  const copy =
    source.class &&
    planClassCopy(encoder, {
      cls: fn,
      source,
      plan: source.class,
      scopes: insight.scopes,
      site,
      taken,
      owner,
      trail: here,
    });
  if (copy) edits.push(...copy.edits);
  // Its own key says nothing to a method: the name is given back afterwards.
  const key = source.method?.computedKey;
  if (key) edits.push({ start: key.start, end: key.end, text: freshName(1, taken) });
  const place = encoder.placeOf(fn);
  const captured = captureNames(encoder, {
    outside,
    insight,
    site,
    hand: boundScope(fn),
    owner,
    trail: here,
    taken,
    edits,
    unavailable: "unavailable" in asked ? asked.unavailable : undefined,
  });
  encoder.functions.push({
    fn,
    place,
    source,
    strict,
    edits,
    captured,
    needed: [...(copy?.needed ?? [])],
    taken,
    statics: source.class ? encodeStaticPrivates(encoder, fn, here) : [],
    declares:
      declared ||
      (source.ownName !== undefined && source.form === "function" && outside.names.has(source.ownName)),
    site,
    name: functionNameToKeep(fn, source),
    state: encodeFunctionState(encoder, fn, source, copy, trail),
    trail: here,
    owner,
  });
  if (outside.own.super) encoder.atEnd(() => findParents(encoder));
  return dead; // Replaced when all functions are known.
}

function encodeBound(
  encoder: Encoder,
  fn: Function,
  bound: NonNullable<Insight["bound"]>,
  trail: Trail | undefined,
): Node {
  return {
    kind: "bound",
    target: encoder.encode(bound.target, along(trail, " (bound function)")),
    self: encoder.encode(bound.self, along(trail, " (bound `this`)")),
    args: bound.args.map((arg, index) => encoder.encode(arg, along(trail, ` (bound argument ${index})`))),
    ...encodeFunctionState(encoder, fn, undefined, undefined, trail),
    name: ownName(fn),
  };
}

// V8 gave these to plain functions in sloppy code alone, and in Node 26 to none.
const isMarkedSloppy = (fn: Function): boolean =>
  Object.hasOwn(fn, "caller") || Object.hasOwn(fn, "arguments");
const marksSloppy = isMarkedSloppy(new vm.Script("(function () {})").runInThisContext() as Function);

function isStrict(fn: Function, site: Site | undefined): boolean {
  if (site?.script.isModule === true) return true;
  if (isMarkedSloppy(fn)) return false;
  const isConstructor =
    Object.hasOwn(fn, "prototype") && !/Generator/.test(Object.prototype.toString.call(fn));
  if ((isConstructor && marksSloppy) || !site || site.offset < 0) return true;
  return isStrictAt(site.script, site.offset);
}

/** Whether the variable a `function name() {}` declares holds something else by now, or the function itself sets it. */
function isReplacedDeclaration(
  fn: Function,
  source: FunctionSource,
  { scopes }: Insight,
  site: Site | undefined,
): boolean {
  const { ownName } = source;
  if (source.form !== "function" || ownName === undefined) return false;
  const scope = scopes.find(({ variables }) => ownName in variables);
  if (!scope || scope.kind === "global") return false;
  const outside = source.outsideAsDeclaration().names.get(ownName);
  if (!outside) return false;
  if (!outside.assigned && readVariable(scope, ownName) === fn) return false;
  return site !== undefined && site.offset >= 0 && isDeclarationAt(site.script, site.offset);
}
