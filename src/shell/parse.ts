import { parse } from 'unbash';
import type { MappedText, Span } from '../text/span.ts';
import { hideCaseWords, showCaseWords } from './case-words.ts';
import { convertScript } from './convert.ts';
import { dialectOf } from './dialect.ts';
import { tooMuch } from './limits.ts';
import { type Place, placeIn } from './spans.ts';
import type { ShellDialect, ShellScript } from './types.ts';

export interface ShellOptions {
  /** The image's SHELL, e.g. `['/bin/sh', '-c']`; default `sh`. */
  readonly shell?: readonly string[];
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
  if (dialect === 'powershell' || dialect === 'cmd' || dialect === 'other')
    return opaqueScript(text, dialect, place(0, text.length));
  const why = tooMuch(text);
  if (why !== undefined) return opaqueScript(text, dialect, place(0, text.length), why);
  try {
    const script = convertScript(parse(text), text, dialect, place);
    return script.errors.length > 0 ? secondTry(script, text, place) : script;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return opaqueScript(text, dialect, place(0, text.length), 'nested too deeply');
  }
}

function secondTry(first: ShellScript, text: string, place: Place): ShellScript {
  const hidden = hideCaseWords(text);
  if (hidden === text) return first;
  const parsed = parse(hidden);
  const script = convertScript(parsed, text, first.dialect, place, { show: showCaseWords });
  return script.errors.length > 0 ? first : script;
}

/** A script of which nothing is known but its text. */
export function opaqueScript(
  text: string,
  dialect: ShellDialect,
  span: Span,
  message?: string,
): ShellScript {
  return {
    dialect,
    nodes: [{ kind: 'opaque', text, span }],
    comments: [],
    errors: message === undefined ? [] : [{ message, span }],
    span,
  };
}
