import type { Found } from '../../facts/project.ts';
import { evidence, firstOf, found } from '../../project/evidence.ts';
import { relativeTo } from '../../project/paths.ts';
import { withoutDirectories } from './hints.ts';
import { handlesIn, pythonCommand } from './start-other.ts';
import { type StartInput, type Started, writtenPorts } from './start.ts';

/**
 * `CMD python app.py` where app.py starts its own server: that is what runs and decides about
 * the port, whatever server lies among the dependencies.
 */
export function startOwn(input: StartInput): Started | undefined {
  const words = input.written
    .filter((one) => one.kind === 'Dockerfile')
    .flatMap((one) => one.words);
  const plain = /(?:^|\/)python[\d.]*$/.test(words.find((word) => !word.endsWith('.py')) ?? '');
  const script = words.find((word) => word.endsWith('.py'));
  if (!plain || script === undefined || words.includes('manage.py')) return undefined;
  const places = withoutDirectories(script);
  const best = input.listening.find(
    (one) => one.asProgram && places.includes(relativeTo(input.project.dir, one.module.file) ?? ''),
  );
  return best && startListening({ ...input, listening: [best] });
}

/** A file that starts its own server: `python app.py`. */
export function startListening(input: StartInput): Started | undefined {
  const best = input.listening.find((one) => one.asProgram);
  if (best === undefined) return undefined;
  const { module, kind } = best;
  const argv = pythonCommand(input, module);
  const line = module.source.line(best.call.start);
  const at = evidence(module.file, line, best.call.callee);
  const known =
    best.port ?? firstOf(writtenPorts(input)) ?? defaultPort(input, best.call.callee, at, kind);
  const loopback =
    best.host === undefined
      ? kind === 'uvicorn' || (kind === 'own' && input.framework !== 'Bottle')
      : /^(?:localhost|127\.)/.test(best.host.value);
  const handles = kind !== 'own' && kind !== 'waitress';
  return {
    start: found(
      { argv, entry: relativeTo(input.project.dir, module.file) ?? module.file },
      'likely',
      at,
    ),
    ...(known && { port: known }),
    ...(best.portVariable && { portVariable: best.portVariable }),
    bind: best.host ?? found(loopback ? '127.0.0.1' : '0.0.0.0', 'likely', at),
    workload: 'web',
    handlesSigterm:
      handlesIn(input, module) ??
      found(
        handles,
        'likely',
        evidence(
          module.file,
          line,
          handles
            ? `${kind} stops on SIGTERM`
            : 'a plain Python program as process 1 ignores SIGTERM',
        ),
      ),
    notes: loopback
      ? [
          `${module.file}:${line} binds the loopback address, which a published port does not reach; it must bind 0.0.0.0.`,
        ]
      : [],
  };
}

function defaultPort(
  input: StartInput,
  callee: string,
  at: ReturnType<typeof evidence>,
  kind: string,
): Found<number> | undefined {
  const ports: Readonly<Record<string, number>> = {
    uvicorn: 8000,
    hypercorn: 8000,
    aiohttp: 8080,
    waitress: 8080,
  };
  const byFramework: Readonly<Record<string, number>> = {
    Flask: 5000,
    Quart: 5000,
    Bottle: 8080,
    Dash: 8050,
    Gradio: 7860,
    Sanic: 8000,
  };
  const port = ports[kind] ?? byFramework[input.framework ?? ''];
  return port === undefined
    ? undefined
    : found(port, 'likely', { ...at, key: `default of ${callee}` });
}
