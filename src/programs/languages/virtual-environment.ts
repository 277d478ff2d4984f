import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Change } from '../../facts/image.ts';
import { effectOf, putDirectory, putFile, originOf, unknownEffect } from '../effect.ts';
import { underCwd } from '../paths.ts';
import type { Command, Environment, ProgramEffect } from '../types.ts';

/** A program that the command puts at a path. */
export function executable(command: Command, env: Environment, path: string): Change {
  return putFile(command, env, path, {
    mode: { known: true, value: 0o755, origin: originOf(command) },
  });
}

/** A new virtual environment: its interpreter, and pip unless told otherwise. */
export function environment(command: Command, env: Environment, path: string): ProgramEffect {
  const dir = underCwd(env, path);
  if (dir === undefined) return unknownEffect(command, env);
  const names = [
    'python',
    'python3',
    'activate',
    ...(command.name === 'uv' ? [] : ['pip', 'pip3']),
  ];
  // pip and its vendored libraries take about 12 MB; `uv venv` installs nothing.
  const size: Bytes = command.name === 'uv' ? NO_BYTES : { low: 8e6, high: 30e6, basis: 'typical' };
  return effectOf({
    changes: [
      putDirectory(command, env, dir, NO_BYTES, false),
      putDirectory(command, env, `${dir}/lib`, size),
      ...names.map((name) => executable(command, env, `${dir}/bin/${name}`)),
    ],
  });
}
