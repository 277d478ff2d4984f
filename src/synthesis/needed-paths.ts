import { copyParts, runMounts } from '../dockerfile/instructions.ts';
import type { StageGraph } from '../dockerfile/types.ts';
import type { Application } from '../facts/project.ts';

function joined(dir: string, path: string): string {
  const plain = path.replace(/^\.?\//, '').replace(/\/$/, '');
  return dir === '.' || plain === '' ? plain : `${dir}/${plain}`;
}

/** Paths of the context the instructions name one by one; patterns and the whole context are left out. */
function namedByInstructions(graph: StageGraph): readonly string[] {
  const found: string[] = [];
  for (const stage of graph.stages) {
    for (const instruction of stage.instructions) {
      if (instruction.name === 'COPY' || instruction.name === 'ADD') {
        const parts = copyParts(instruction);
        if (parts.from === undefined) found.push(...parts.sources.map((word) => word.text));
      }
      if (instruction.name !== 'RUN') continue;
      for (const mount of runMounts(instruction)) {
        if (mount.type === 'bind' && mount.from === undefined && mount.source)
          found.push(mount.source);
      }
    }
  }
  return found.filter((path) => !/[*?[$]|^https?:/.test(path));
}

/** Paths of the context that the Dockerfile or the program cannot do without. */
export function neededPaths(
  graph: StageGraph,
  application: Application,
  dir: string,
  exists: (path: string) => boolean,
  text: (path: string) => string | undefined = () => undefined,
): readonly string[] {
  const entry = application.start?.value.entry;
  const outputs = application.build?.value.outputs ?? [];
  const made = (path: string): boolean =>
    outputs.some((out) => path === out || path.startsWith(`${out}/`));
  const ofProgram = [
    ...application.manifests.filter((name) => name !== '.npmrc'),
    ...application.reads
      .map((one) => one.value)
      .filter((path) => !path.startsWith('/') && !path.startsWith('..')),
    ...(entry !== undefined && !made(entry) ? [entry] : []),
  ].filter((path) => exists(path));
  // A build that asks git for its version needs the history.
  const makes = /\bmake\b/.test(graph.file.text);
  const files = makes
    ? ['GNUmakefile', 'makefile', 'Makefile'].map((name) => text(name) ?? '')
    : [];
  const git = /\bgit (rev-parse|describe|log|rev-list|show)\b|setuptools[-_]scm/.test(
    [graph.file.text, ...files].join('\n'),
  );
  const all = [
    ...(git && exists('.git') ? ['.git'] : []),
    ...namedByInstructions(graph),
    ...ofProgram.map((path) => joined(dir, path)),
  ];
  const plain = all.map((path) => path.replace(/^\.?\//, '').replace(/\/$/, ''));
  return [...new Set(plain.filter((path) => path !== '' && path !== '.'))].toSorted();
}
