import { parse } from 'unbash';
import type { MappedText, Span } from '../text/span.ts';
import { convertScript } from './convert.ts';
import { type Place, placeIn } from './spans.ts';
import type { ShellDialect, ShellNode, ShellScript } from './types.ts';

/** Linux starts no program with a longer argument, and a script is one argument of its shell. */
const LONGEST = 1 << 17;

export interface ShellOptions {
  /** The image's SHELL, e.g. `['/bin/sh', '-c']`; default `sh`. */
  readonly shell?: readonly string[];
}

/** Tells which language a SHELL instruction's program speaks. */
export function dialectOf(shell: readonly string[]): ShellDialect {
  const program = (shell[0] ?? '').replaceAll('\\', '/').split('/').at(-1)?.toLowerCase() ?? '';
  if (/^(powershell|pwsh)(\.exe)?$/.test(program)) return 'powershell';
  if (/^cmd(\.exe)?$/.test(program)) return 'cmd';
  if (/^(bash|zsh|ksh|mksh)$/.test(program)) return 'bash';
  return program === '' || /^(sh|ash|dash|busybox)$/.test(program) ? 'sh' : 'other';
}

/**
 * Parses the command line of a RUN, CMD, ENTRYPOINT or HEALTHCHECK in shell form.
 * Total: what cannot be parsed becomes one opaque node. Spans point into the Dockerfile.
 */
export function parseShell(body: MappedText, options: ShellOptions = {}): ShellScript {
  return parseShellText(body.text, placeIn(body), options);
}

/** The same for text whose place is given by a function. */
export function parseShellText(
  text: string,
  place: Place,
  options: ShellOptions = {},
): ShellScript {
  const dialect = dialectOf(options.shell ?? []);
  const span = place(0, text.length);
  if (dialect === 'powershell' || dialect === 'cmd' || dialect === 'other')
    return { dialect, nodes: [opaque(text, span)], errors: [], span };
  if (text.length > LONGEST) return tooMuch(text, dialect, span, 'longer than 128 KiB');
  try {
    const parsed = parse(text);
    const script = convertScript(parsed, text, dialect, place);
    return script.errors.length > 0 ? { ...script, nodes: [opaque(text, span)] } : script;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tooMuch(text, dialect, span, 'nested too deeply');
  }
}

function opaque(text: string, span: Span): ShellNode {
  return { kind: 'opaque', text, span };
}

function tooMuch(text: string, dialect: ShellDialect, span: Span, message: string): ShellScript {
  return { dialect, nodes: [opaque(text, span)], errors: [{ message, span }], span };
}
