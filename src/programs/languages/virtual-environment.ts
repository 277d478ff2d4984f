import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Change } from '../../facts/image.ts';
import { effectOf, originOf, putDirectory, putFile, unknownEffect } from '../effect.ts';
import { underCwd } from '../paths.ts';
import type { Command, Environment, ProgramEffect } from '../types.ts';
import { putScript } from './python-installed.ts';
import { interpreterAt } from './python-interpreter.ts';

/** A program that the command puts at a path. */
export function executable(command: Command, env: Environment, path: string): Change {
  return putFile(command, env, path, {
    mode: { known: true, value: 0o755, origin: originOf(command) },
  });
}

/** The interpreter that makes an environment: the command itself, or the first python of PATH. */
function maker(command: Command, env: Environment): string | undefined {
  const own = /^(?:python|pypy)/.test(command.name) ? env.find(command.path).path : undefined;
  return own ?? env.find('python3').path;
}

/** A new virtual environment: its interpreter, and pip unless told otherwise. */
export function environment(command: Command, env: Environment, path: string): ProgramEffect {
  const dir = underCwd(env, path);
  if (dir === undefined) return unknownEffect(command, env);
  const byUv = command.name === 'uv';
  const python = maker(command, env);
  // uv may take, or fetch, another Python than the one on PATH.
  const copied = command.args.some(({ value }) =>
    /^(--copies|--always-copy|-p|--python.*)$/.test(value ?? ''),
  );
  const linked = python === undefined || byUv || copied ? [] : [python];
  const version = linked.length === 0 ? undefined : interpreterAt(env, linked[0] ?? '')?.version;
  // pip and its vendored libraries take about 12 MB; `uv venv` installs nothing.
  const size: Bytes = byUv ? NO_BYTES : { low: 8e6, high: 30e6, basis: 'typical' };
  const inside = [`${dir}/bin/python3`, `${dir}/bin/python`];
  const site = `${dir}/lib/python${version ?? '3'}/site-packages`;
  return effectOf({
    changes: [
      putDirectory(command, env, dir, NO_BYTES, false),
      ...(version === undefined
        ? [putDirectory(command, env, `${dir}/lib`, size)]
        : [
            putDirectory(command, env, site, NO_BYTES, false),
            ...(byUv ? [] : [putDirectory(command, env, `${site}/pip`, size)]),
          ]),
      putFile(command, env, `${dir}/pyvenv.cfg`),
      executable(command, env, `${dir}/bin/activate`),
      ...['python', 'python3'].map((name) => putScript(command, env, `${dir}/bin/${name}`, linked)),
      ...(byUv
        ? []
        : ['pip', 'pip3'].map((name) =>
            putScript(command, env, `${dir}/bin/${name}`, inside, 'pip'),
          )),
    ],
  });
}
