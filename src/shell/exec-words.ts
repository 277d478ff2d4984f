import type { Word } from '../dockerfile/types.ts';
import { dialectOf } from './dialect.ts';
import { parseShellText } from './parse.ts';
import { placeAt } from './spans.ts';
import type { ShellScript, ShellWord, SimpleCommand } from './types.ts';

/** Sees an exec-form command (JSON array) as one simple command; no expansion happens in it. */
export function execCommand(words: readonly Word[]): SimpleCommand {
  const first = words[0];
  const last = words.at(-1);
  return {
    kind: 'command',
    assignments: [],
    words: words.map((word) => ({
      text: word.text,
      value: word.text,
      span: word.span,
      parts: [{ kind: 'text', value: word.text, quoted: true }],
    })),
    redirects: [],
    span: { start: first?.span.start ?? 0, end: last?.span.end ?? 0 },
  };
}

/** An exec-form command as a script. */
export function execScript(words: readonly Word[]): ShellScript {
  const command = execCommand(words);
  return { dialect: 'sh', nodes: [command], comments: [], errors: [], span: command.span };
}

/**
 * The script inside `sh -c "…"`, `bash -lc '…'`; undefined when the command is not of
 * this shape or its text is computed. All spans in it are the text word's span.
 */
export function innerScript(words: readonly ShellWord[]): ShellScript | undefined {
  const program = words[0]?.value;
  if (program === undefined) return undefined;
  const dialect = dialectOf([program]);
  if (dialect !== 'sh' && dialect !== 'bash') return undefined;
  const option = words.findIndex(
    (word, index) => index > 0 && /^-[a-zA-Z]*c[a-zA-Z]*$/.test(word.value ?? ''),
  );
  const onlyOptions = words
    .slice(1, Math.max(option, 1))
    .every((word) => word.value?.startsWith('-') === true);
  const text = option > 0 && onlyOptions ? words[option + 1] : undefined;
  if (text?.value === undefined) return undefined;
  return parseShellText(text.value, placeAt(text.span), { shell: [program] });
}
