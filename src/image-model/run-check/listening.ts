import type { CommandTrace, ImageState } from '../../facts/image.ts';
import { SERVER_PORTS, type ServerPorts } from '../../knowledge/server-ports.ts';
import { resolvePath } from '../tree/paths.ts';

/** The port on which a started command listens; undefined: it cannot be told. */
export function portOfCommand(
  state: ImageState,
  { words }: Pick<CommandTrace, 'words'>,
): number | undefined {
  const known = words.filter((word) => word !== undefined);
  if (known.length < words.length) return undefined;
  const [program = '', ...rest] = known;
  const name = program.split('/').at(-1) ?? '';
  if (/^python[\d.]*$/.test(name)) return portOfModule(state, rest);
  return Object.hasOwn(SERVER_PORTS, name) ? portOf(state, name, rest) : undefined;
}

function portOfModule(state: ImageState, words: readonly string[]): number | undefined {
  const at = words.indexOf('-m');
  const [module = '', ...rest] = at < 0 || at > 1 ? [] : words.slice(at + 1);
  if (module === 'http.server') {
    const operands = rest.filter((word) => /^\d+$/.test(word));
    const plain = rest.every((word) => !word.startsWith('-'));
    return plain ? Number(operands[0] ?? 8000) : undefined;
  }
  return Object.hasOwn(SERVER_PORTS, module) ? portOf(state, module, rest) : undefined;
}

function portOf(state: ImageState, name: string, words: readonly string[]): number | undefined {
  const server = SERVER_PORTS[name];
  if (server === undefined || isBlind(state, server, words)) return undefined;
  if (server.action !== undefined && words.find((word) => !word.startsWith('-')) !== server.action)
    return undefined;
  const said = server.options.flatMap((option) => valuesOf(option, words));
  if (said.length > 1) return undefined;
  if (said[0] !== undefined) return portIn(said[0]);
  for (const variable of server.variables) {
    const value = state.config.env.get(variable);
    if (value !== undefined) return value.known ? portIn(value.value) : undefined;
  }
  return server.port;
}

function isBlind(
  { config, files }: ImageState,
  server: ServerPorts,
  words: readonly string[],
): boolean {
  const hidden = server.blind.some(
    (one) =>
      config.env.has(one) || words.some((word) => word === one || word.startsWith(`${one}=`)),
  );
  if (hidden || !config.workdir.known) return true;
  const { value: cwd } = config.workdir;
  return server.files.some((file) => files.get(resolvePath(cwd, file)).is !== 'no');
}

/** `--port 80`, `--port=80`, `-p80`. */
function valuesOf(option: string, words: readonly string[]): string[] {
  const short = !option.startsWith('--');
  return words.flatMap((word, index) => {
    if (word === option) return words[index + 1] ?? [];
    if (!short && word.startsWith(`${option}=`)) return word.slice(option.length + 1);
    return short && word.startsWith(option) ? word.slice(option.length) : [];
  });
}

/** The port of `80`, `:80`, `0.0.0.0:80`, `[::]:80`. */
function portIn(text: string): number | undefined {
  const [, port] = /^(?:[\w.*-]*:|\[[\da-f:]*\]:)?(\d{1,5})$/.exec(text) ?? [];
  return port === undefined ? undefined : Number(port);
}
