import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExampleFiles } from '../../src/rules/example.ts';
import type { Pair, Working } from './types.ts';

/** What holds our containers and images apart from everyone else's. */
const LABEL = 'plimsoll.pairs';
const BUILD_MS = 600_000;
/** How long a container may take to end, or has to live to count as running. */
const END_MS = 30_000;
const LIVES_MS = 4_000;

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether an engine agrees with both halves of a pair; the reasons why not, none when it does. */
export function confirm(pair: Pair, env: Environment): string[] {
  const engine = new Engine(pair, env);
  try {
    return [...confirmBroken(engine, pair), ...confirmMended(engine, pair)];
  } finally {
    engine.remove();
  }
}

function confirmBroken(engine: Engine, { broken, files, fails }: Pair): string[] {
  const built = engine.build('broken', broken, files);
  if (fails.when === 'build') {
    if (built.code === 0) return ['broken: it builds'];
    return says('broken: the build', built.output, fails.says);
  }
  if (built.code !== 0) return [`broken: it does not even build: ${tail(built.output)}`];
  if (fails.when === 'effect') {
    const { code, output } = engine.probe('broken', fails.probe);
    return code === 0 ? [`broken: the probe works: ${tail(output)}`] : [];
  }
  if (fails.when === 'health') {
    const { state, log } = engine.health('broken');
    if (state !== 'unhealthy') return [`broken: its health is ${state}: ${tail(log)}`];
    return says('broken: the health check', log, fails.says);
  }
  const { code, output } = engine.run('broken', fails.args ?? [], END_MS);
  if (code === 0) return [`broken: it ends with 0: ${tail(output)}`];
  return says('broken: the container', output, fails.says);
}

function confirmMended(engine: Engine, pair: Pair): string[] {
  const { mended, mendedFiles, files, fails, works } = pair;
  const built = engine.build('mended', mended, mendedFiles ?? files);
  if (built.code !== 0) return [`mended: it does not build: ${tail(built.output)}`];
  const problems: string[] = [];
  if (fails.when === 'effect') {
    const { code, output } = engine.probe('mended', fails.probe);
    if (code !== 0) problems.push(`mended: the probe fails: ${tail(output)}`);
  }
  if (fails.when === 'health') {
    const { state, log } = engine.health('mended');
    if (state !== 'healthy') problems.push(`mended: its health is ${state}: ${tail(log)}`);
  }
  const wanted = works ?? (fails.when === 'start' ? { prints: /(?:)/ } : undefined);
  if (wanted !== undefined) problems.push(...confirmWorks(engine, wanted, pair));
  return problems;
}

function confirmWorks(engine: Engine, works: Working, { fails }: Pair): string[] {
  const args = fails.when === 'start' ? (fails.args ?? []) : [];
  const { code, output } = engine.run('mended', args, 'stays' in works ? LIVES_MS : END_MS);
  const alive = code === null;
  if ('stays' in works && !alive) return [`mended: it ends with ${code}: ${tail(output)}`];
  if (!('stays' in works) && code !== 0) return [`mended: it ends with ${code}: ${tail(output)}`];
  return works.prints ? says('mended: the container', output, works.prints) : [];
}

function says(who: string, output: string, wanted: RegExp): string[] {
  return wanted.test(output) ? [] : [`${who} does not say ${wanted}: ${tail(output)}`];
}

function tail(text: string): string {
  return text.trim().slice(-600);
}

/** `docker` for one pair: its contexts, images and containers. */
class Engine {
  readonly #pair: Pair;
  readonly #env: Environment;
  readonly #dir: string = mkdtempSync(join(tmpdir(), 'plimsoll-pair-'));

  constructor(pair: Pair, env: Environment) {
    this.#pair = pair;
    this.#env = env;
  }

  #docker(args: readonly string[], timeout: number): Ran {
    const { status, stdout, stderr } = spawnSync('docker', args, {
      encoding: 'utf8',
      env: { ...process.env, ...this.#env },
      timeout,
      // docker hands SIGTERM on to the container, which may not end of it.
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 28,
    });
    return { code: status, output: `${stdout}${stderr}` };
  }

  #tag(which: string): string {
    return `plimsoll-pair-${this.#pair.name}:${which}`;
  }

  build(which: string, dockerfile: string, files: ExampleFiles = {}): Ran {
    const context = join(this.#dir, which);
    mkdirSync(context, { recursive: true });
    for (const [path, content] of Object.entries({ Dockerfile: dockerfile, ...files })) {
      const full = join(context, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, typeof content === 'number' ? 'x'.repeat(content) : content);
      chmodSync(full, this.#pair.executable?.includes(path) === true ? 0o755 : 0o644);
    }
    const given = Object.entries(this.#pair.buildArgs ?? {});
    const args = given.flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
    return this.#docker(
      ['build', '--progress', 'plain', '--label', LABEL, '-t', this.#tag(which), ...args, context],
      BUILD_MS,
    );
  }

  /** Runs an image; code null: it was still running when the time was up, and has been stopped. */
  run(which: string, args: readonly string[], timeout: number): Ran {
    const name = `plimsoll-pair-${this.#pair.name}-${which}`;
    const words = ['run', '--name', name, '--label', LABEL, this.#tag(which), ...args];
    const ran = this.#docker(words, timeout);
    this.#docker(['rm', '-f', name], END_MS);
    return ran;
  }

  probe(which: string, line: string): Ran {
    const args = ['run', '--rm', '--label', LABEL, '--entrypoint', 'sh', this.#tag(which)];
    return this.#docker([...args, '-c', line], END_MS);
  }

  health(which: string): { state: string; log: string } {
    const name = `plimsoll-pair-${this.#pair.name}-${which}`;
    const started = this.#docker(
      ['run', '-d', '--name', name, '--label', LABEL, this.#tag(which)],
      END_MS,
    );
    const until = Date.now() + END_MS;
    let state = '';
    let log = started.output;
    while (Date.now() < until) {
      const look = this.#docker(['inspect', '-f', '{{json .State.Health}}', name], END_MS);
      log = look.output;
      state = /"Status":"(\w+)"/.exec(log)?.[1] ?? 'none';
      if (state === 'healthy' || state === 'unhealthy') break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    }
    this.#docker(['rm', '-f', name], END_MS);
    return { state, log };
  }

  remove(): void {
    this.#docker(['rmi', '-f', this.#tag('broken'), this.#tag('mended')], END_MS);
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
