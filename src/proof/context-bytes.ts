import { readContext } from '../context/walk.ts';
import { expandWord } from '../dockerfile/expansion/expand.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import type { Instruction, Stage, StageGraph } from '../dockerfile/types.ts';
import { type Bytes, exactly } from '../facts/bytes.ts';
import type { ContextFacts } from '../facts/context.ts';
import type { ReadFiles } from '../host/types.ts';
import type { ProofRequest } from './types.ts';

/**
 * Bytes the COPY and ADD instructions of the stages that are built take from the
 * context after the ignore file, each file once. A builder sends no more than
 * that, and only what changed. A `RUN --mount=type=bind` without `from` may read
 * any file, so its source counts as well.
 */
export function contextBytes(
  files: ReadFiles,
  request: ProofRequest,
  version: { readonly dockerfile: string; readonly ignore?: string },
): Bytes {
  const graph = resolveStages(parseDockerfile(version.dockerfile), {
    buildArgs: request.buildArgs,
    ...(request.target === undefined ? {} : { target: request.target }),
    ...(request.platform === undefined ? {} : { platform: request.platform }),
  });
  const context = readContext(files, request.contextDir, { ignoreText: version.ignore ?? '' });
  const taken = new Map<string, number>();
  for (const index of graph.reached) {
    const stage = graph.stages[index];
    if (stage !== undefined) takeStage(graph, stage, request, context, taken);
  }
  let sum = 0;
  for (const size of taken.values()) sum += size;
  return exactly(sum);
}

function takeStage(
  graph: StageGraph,
  stage: Stage,
  request: ProofRequest,
  context: ContextFacts,
  taken: Map<string, number>,
): void {
  const variables = new Map<string, string>();
  const lookup = (name: string): string | undefined => variables.get(name);
  for (const instruction of stage.instructions) {
    declare(instruction, graph, request, variables);
    for (const source of sourcesOf(instruction)) {
      const pattern = expandWord(source, lookup, { escape: graph.file.escape }).text;
      for (const entry of context.select(pattern)) {
        if (entry.kind === 'file') taken.set(entry.path, entry.size);
      }
    }
  }
}

/** What ARG and ENV make known in a stage. */
function declare(
  instruction: Instruction,
  graph: StageGraph,
  request: ProofRequest,
  variables: Map<string, string>,
): void {
  if (instruction.name !== 'ARG' && instruction.name !== 'ENV') return;
  for (const { name, value } of instruction.pairs) {
    const given = instruction.name === 'ARG' ? request.buildArgs[name] : undefined;
    const written =
      value === undefined
        ? graph.globalArgs.get(name)
        : expandWord(value, (one) => variables.get(one), { escape: graph.file.escape }).text;
    const known = given ?? written;
    if (known !== undefined) variables.set(name, known);
  }
}

function sourcesOf(instruction: Instruction): readonly string[] {
  if (instruction.name === 'RUN') return instruction.flags.flatMap(bindSource);
  if (instruction.name !== 'COPY' && instruction.name !== 'ADD') return [];
  if (instruction.flags.some((flag) => flag.name === 'from')) return [];
  const heredocs = new Set(instruction.heredocs.map((heredoc) => heredoc.name));
  return instruction.args
    .slice(0, -1)
    .map((word) => word.text)
    .filter((text) => !/^(?:https?|git|ssh):\/\//.test(text) && !text.startsWith('git@'))
    .filter(
      (text) => !(text.startsWith('<<') && heredocs.has(text.replace(/^<<-?["']?|["']$/g, ''))),
    );
}

function bindSource(flag: { readonly name: string; readonly value?: string }): readonly string[] {
  if (flag.name !== 'mount' || flag.value === undefined) return [];
  const fields = new Map<string, string>();
  for (const field of flag.value.split(',')) {
    const at = field.indexOf('=');
    if (at > 0) fields.set(field.slice(0, at).toLowerCase(), field.slice(at + 1));
  }
  if ((fields.get('type') ?? 'bind') !== 'bind' || fields.has('from')) return [];
  return [fields.get('source') ?? fields.get('src') ?? '.'];
}
