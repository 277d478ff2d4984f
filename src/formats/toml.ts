import { TomlError, parse } from 'smol-toml';
import { withoutMark } from './lines.ts';
import type { Parsed } from './parsed.ts';
import { tomlLines } from './toml-lines.ts';

/** Reads TOML. Never throws: what is wrong is in `problem`, with `value` undefined. */
export function parseToml(text: string): Parsed {
  const source = withoutMark(text);
  let lines: ReadonlyMap<string, number> | undefined;
  const lineOf = (path: readonly (string | number)[]): number | undefined => {
    lines ??= tomlLines(source);
    return lines.get(JSON.stringify(path));
  };
  try {
    return { value: parse(source, { integersAsBigInt: 'asNeeded' }), lineOf };
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const line = error instanceof TomlError ? error.line : undefined;
    return {
      value: undefined,
      lineOf,
      problem: { message: `not valid TOML: ${message}`, ...(line !== undefined && { line }) },
    };
  }
}
