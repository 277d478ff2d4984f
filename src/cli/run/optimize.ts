import { resolve } from 'node:path';
import { optimizeJson } from '../../reports/optimize-json.ts';
import { optimizeMarkdown } from '../../reports/optimize-markdown.ts';
import type { OptimizeResult } from '../../reports/optimize-result.ts';
import { optimizeTerminal } from '../../reports/optimize-terminal.ts';
import { type OptimizeOptions, optimize } from '../../workflow/optimize.ts';
import { UserError } from '../../workflow/user-error.ts';
import { printFailure } from '../fail.ts';
import { type BuildFlags, baseSources, buildArgs, pairs } from '../options.ts';
import { showProgress } from '../progress.ts';
import { type GlobalFlags, display, hostFor, print } from '../terminal.ts';

export interface OptimizeFlags extends BuildFlags {
  readonly app?: string;
  readonly base: OptimizeOptions['base'];
  readonly dryRun?: true;
  readonly accept: OptimizeOptions['accept'];
  readonly build: boolean;
  readonly force?: true;
  readonly format: 'text' | 'json' | 'markdown';
  readonly builder?: string;
  readonly secret: readonly string[];
  readonly buildContext: readonly string[];
  readonly envFile?: string;
  readonly env: readonly string[];
  readonly port?: number;
  readonly probe: readonly string[];
  readonly allowNetwork?: true;
  readonly allowRemote?: true;
}

/** `plimsoll optimize`: runs the workflow, shows progress on standard error, prints the result. */
export async function runOptimize(
  directory: string,
  flags: OptimizeFlags,
  global: GlobalFlags,
): Promise<number> {
  const host = hostFor(global);
  const interrupt = new AbortController();
  const progress = showProgress(
    process.stderr,
    display(process.stderr, global, host.env),
    flags.format === 'text' || process.stderr.isTTY === true,
  );
  // Once only: a second Ctrl-C ends at once, whatever is left then.
  const stop = (): void => {
    progress.end();
    process.stderr.write('plimsoll: stopping; what this run has made is being removed …\n');
    interrupt.abort();
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    const result = await optimize(host, directory, {
      ...toOptions(flags, host.env, host.cwd, host.clock.now()),
      signal: interrupt.signal,
      onProgress: progress.event,
    });
    progress.end();
    if (interrupt.signal.aborted) return interrupted(result.written, flags.format);
    await print(render(result, flags.format, display(process.stdout, global, host.env)));
    return status(result);
  } catch (error) {
    progress.end();
    if (interrupt.signal.aborted) return interrupted([], flags.format);
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

/** Ctrl-C, a polite kill, a closed terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** 130 is what shells expect after Ctrl-C. */
function interrupted(written: readonly string[], format: OptimizeFlags['format']): number {
  const files =
    written.length === 0
      ? 'your files are as they were'
      : `${written.join(', ')} had been written already`;
  const message = `interrupted; everything it had made was removed, and ${files}.`;
  process.stderr.write(`plimsoll: ${message}\n`);
  if (format === 'json') printFailure(message);
  return 130;
}

function toOptions(
  flags: OptimizeFlags,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  now: number,
): OptimizeOptions {
  for (const probe of flags.probe) {
    if (!probe.startsWith('/'))
      throw new UserError(`--probe ${probe} is not a path.`, 'Write it as --probe /health.');
  }
  return {
    ...optional(flags),
    ...baseSources(flags),
    buildArgs: buildArgs(flags.buildArg, env),
    date: flags.date ?? now,
    base: flags.base,
    dryRun: flags.dryRun === true,
    accept: flags.accept,
    build: flags.build,
    force: flags.force === true,
    secrets: flags.secret,
    buildContexts: flags.buildContext,
    env: pairs(flags.env, '--env'),
    probes: flags.probe,
    allowNetwork: flags.allowNetwork === true,
    allowRemote: flags.allowRemote === true,
    ...(flags.envFile === undefined ? {} : { envFile: resolve(cwd, flags.envFile) }),
  };
}

/** The flags that are handed on as they are, where given. */
function optional(
  flags: OptimizeFlags,
): Pick<OptimizeOptions, 'file' | 'target' | 'platform' | 'root' | 'app' | 'builder' | 'port'> {
  const { file, target, platform, root, app, builder, port } = flags;
  return {
    ...(file === undefined ? {} : { file }),
    ...(target === undefined ? {} : { target }),
    ...(platform === undefined ? {} : { platform }),
    ...(root === undefined ? {} : { root }),
    ...(app === undefined ? {} : { app }),
    ...(builder === undefined ? {} : { builder }),
    ...(port === undefined ? {} : { port }),
  };
}

function render(
  result: OptimizeResult,
  format: OptimizeFlags['format'],
  how: { color: boolean; width: number },
): string {
  if (format === 'json') return optimizeJson(result);
  return format === 'markdown' ? optimizeMarkdown(result) : optimizeTerminal(result, how);
}

function status(result: OptimizeResult): number {
  if (result.outcome === 'better' || result.outcome === 'nothing-to-gain') return 0;
  return result.outcome === 'failed' ? 2 : 1;
}
