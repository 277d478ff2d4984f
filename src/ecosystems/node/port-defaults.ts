import type { Found } from '../../facts/project.ts';
import { parseDotenv } from '../../formats/dotenv.ts';
import type { NodeFramework } from '../../knowledge/node-frameworks.ts';
import { evidence, found } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import type { Listening } from './detect-port.ts';
import type { StartFacts } from './detect-start.ts';
import type { Manifest } from './manifest.ts';

/** What the code does not say: the start script's variables and options, the example of the environment, the framework's customs. */
export function withDefaults(
  view: ProjectView,
  manifest: Manifest,
  framework: NodeFramework | undefined,
  start: StartFacts,
  listening: Listening,
): Listening {
  const where = evidence(
    manifest.file,
    undefined,
    framework === undefined ? undefined : `${framework.name}’s default`,
  );
  const brought = framework?.kind === 'meta';
  const variable =
    listening.portVariable ??
    (brought && framework.portVariable !== undefined
      ? found(framework.portVariable, 'likely', where)
      : undefined);
  const stated = statedPort(
    view,
    manifest,
    start,
    variable?.value ?? 'PORT',
    listening.listens || brought,
  );
  const own =
    listening.port ??
    (framework?.port !== undefined && (brought || listening.listens)
      ? found(framework.port, 'guess', where)
      : undefined);
  const port = mergePorts(stated, own);
  const bind =
    listening.bind ??
    (brought && framework.bind !== undefined ? found(framework.bind, 'likely', where) : undefined);
  const bindVariable =
    listening.bindVariable ??
    (brought && framework.bindVariable !== undefined
      ? found(framework.bindVariable, 'likely', where)
      : undefined);
  return {
    listens: listening.listens || brought,
    ...(port && { port }),
    ...(variable && { portVariable: variable }),
    ...(bind && { bind }),
    ...(bindVariable && { bindVariable }),
  };
}

interface StatedPort extends Found<number> {
  /** It counts before the code's own default. */
  readonly first: boolean;
}

/** A port in the start script (`PORT=80 node x`, `next start -p 80`), or else in the example of the environment. */
function statedPort(
  view: ProjectView,
  manifest: Manifest,
  start: StartFacts,
  variable: string,
  listens: boolean,
): StatedPort | undefined {
  if (!listens) return undefined;
  const from = start.start?.evidence[0];
  const set = start.env.findLast(([name]) => name === variable)?.[1];
  const argv = start.start?.value.argv ?? [];
  const option = argv.findIndex((word) => word === '-p' || word === '--port');
  const written =
    set ??
    (option > 1 ? argv[option + 1] : argv.find((word) => word.startsWith('--port='))?.slice(7));
  if (written !== undefined && /^\d{2,5}$/.test(written) && from !== undefined)
    return { ...found(Number(written), 'certain', from), first: true };
  for (const name of [
    '.env.example',
    '.env.sample',
    '.env.template',
    '.env.dist',
    'example.env',
    'sample.env',
  ]) {
    const file = joinPath(manifest.dir, name);
    const entry = parseDotenv(view.text(file) ?? '').find((one) => one.name === variable);
    if (entry !== undefined && /^\d{2,5}$/.test(entry.value))
      return {
        ...found(Number(entry.value), 'likely', evidence(file, entry.line, variable)),
        first: false,
      };
  }
  return undefined;
}

function mergePorts(
  stated: StatedPort | undefined,
  own: Found<number> | undefined,
): Found<number> | undefined {
  if (stated === undefined) return own;
  const { first, ...port } = stated;
  if (own === undefined) return port;
  if (port.value === own.value) return { ...own, evidence: [...own.evidence, ...port.evidence] };
  const [winner, other] = first || own.confidence === 'guess' ? [port, own] : [own, port];
  return {
    ...winner,
    conflicts: [...(winner.conflicts ?? []), { value: other.value, evidence: other.evidence }],
  };
}
