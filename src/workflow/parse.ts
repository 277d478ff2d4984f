import { dirname, resolve } from 'node:path';
import { argumentsOf, commentsOf, flagText } from '../dockerfile/as-buildkit.ts';
import { originalOf } from '../dockerfile/syntax/original.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import type {
  Dockerfile,
  Instruction,
  LanguageError,
  StageBase,
  StageGraph,
} from '../dockerfile/types.ts';
import type { Host } from '../host/types.ts';
import { findRoot } from '../project/find-root.ts';
import type {
  ParseProblem,
  ParseReport,
  ParsedHead,
  ParsedInstruction,
  ParsedStage,
} from '../reports/parse-report.ts';
import { shellsInForce } from '../shell/in-force.ts';
import { decodeText } from '../text/bytes.ts';
import { lineStarts } from '../text/lines.ts';
import { type PlaceOf, commandsIn, placer } from './parse-commands.ts';
import { behindLinks, whyNot } from './read-dockerfile.ts';
import { UserError } from './user-error.ts';

/**
 * Reads a file and says what BuildKit's parser and a shell would see in it.
 * @throws UserError when it cannot be read.
 */
export function parse(host: Host, path: string): ParseReport {
  const absolute = resolve(host.cwd, path);
  if (host.files.stat(absolute) === undefined) throw new UserError(`There is no file ${path}.`);
  const real = behindLinks(host.files, absolute, findRoot(host.files, dirname(absolute)));
  let bytes: Uint8Array;
  try {
    bytes = host.files.read(real);
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${whyNot(error)}`);
  }
  return parseBytes(path, bytes);
}

/** The same for a file that is at hand; `name` is what it is called in the report. */
export function parseBytes(name: string, bytes: Uint8Array): ParseReport {
  const file = parseDockerfile(decodeText(bytes));
  const graph = resolveStages(file);
  return {
    file: name,
    escape: file.escape,
    directives: file.directives.map((one) => ({
      name: one.name,
      value: one.value,
      line: one.line,
    })),
    instructions: { [Symbol.iterator]: () => instructionsOf(file) },
    stages: stagesOf(graph),
    errors: problemsOf(file, graph),
  };
}

function stagesOf(graph: StageGraph): ParsedStage[] {
  return graph.stages.map(({ index, name, base, platform, from }) => ({
    index,
    ...(name === undefined ? {} : { name }),
    base: plainBase(base),
    ...(platform === undefined ? {} : { platform }),
    reached: graph.reached.has(index),
    line: from.startLine,
  }));
}

function plainBase(base: StageBase): ParsedStage['base'] {
  if (base.kind === 'stage') return { kind: base.kind, index: base.index };
  const ref = base.kind === 'image' ? base.ref : undefined;
  return { kind: base.kind, ...(ref === undefined ? {} : { ref }) };
}

/** A file that says nothing is refused twice, by the parser and for its stages: once is enough. */
function problemsOf(file: Dockerfile, graph: StageGraph): ParseProblem[] {
  const seen = new Set<string>();
  const all = file.errors.length > 0 ? file.errors : graph.errors;
  const fresh = ({ message, span }: LanguageError): boolean => {
    const key = `${span.start} ${message}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  };
  return all.filter(fresh).map(({ message, line, column }) => ({ message, line, column }));
}

/** What is needed to describe the instructions of one file. */
interface Reading {
  readonly file: Dockerfile;
  readonly placeOf: PlaceOf;
}

/** Instructions from the top. */
function* instructionsOf(file: Dockerfile): Generator<ParsedInstruction> {
  const reading = { file, placeOf: placer(lineStarts(file.text)) };
  const shells = shellsInForce(file);
  for (const instruction of file.instructions)
    yield described(reading, instruction, shells.get(instruction));
}

function described(
  reading: Reading,
  instruction: Instruction,
  shell: readonly string[] | undefined,
): ParsedInstruction {
  const { file, placeOf } = reading;
  const { name, ...head } = headOf(reading, instruction, shell);
  return {
    name,
    ...placeOf(instruction.span),
    ...head,
    original: originalOf(file, instruction),
    heredocs: instruction.heredocs.map((one) => ({
      name: one.name,
      fd: one.fd,
      expand: one.expand,
      chomp: one.chomp,
      content: one.content,
    })),
    comments: commentsOf(file, instruction),
  };
}

function headOf(
  reading: Reading,
  instruction: Instruction,
  shell: readonly string[] | undefined,
): ParsedHead {
  const { name, flags, form, onbuild } = instruction;
  return {
    name,
    flags: flags.map(flagText),
    args: argumentsOf(instruction),
    attributes: form === 'json' ? { json: true } : {},
    ...commandsIn(instruction, shell, { source: reading.file.text, placeOf: reading.placeOf }),
    ...(onbuild === undefined ? {} : { onbuild: headOf(reading, onbuild, shell) }),
  };
}
