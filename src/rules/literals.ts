import type { Instruction } from '../dockerfile/types.ts';
import type { Span } from '../text/span.ts';

/** Text of an instruction that a shell would replace, and the builder takes as it stands. */
export interface Literal {
  readonly kind: 'command' | 'tilde' | 'equals';
  readonly span: Span;
  /** The piece as written. */
  readonly text: string;
}

/** Variables whose value a shell reads again each time: prompts, command lines, options of start scripts. */
const READ_AGAIN = /^PS\d$|PROMPT|CMD|COMMAND|OPTS|OPTIONS|ARGS|FLAGS|SCRIPT|EVAL|ENTRYPOINT|HOOK/i;
const PATHS = new Set(['WORKDIR', 'COPY', 'ADD', 'USER']);

/** What the builder takes literally in an instruction. */
export function literalsOf(instruction: Instruction, source: string): readonly Literal[] {
  const { name, form, args, pairs } = instruction;
  if (name === 'ENV' || name === 'ARG' || name === 'LABEL')
    return pairs.flatMap((pair): Literal[] => {
      const span = pair.valueSpan;
      if (span === undefined) return [];
      const text = source.slice(span.start, span.end);
      if (pair.legacy === true && name === 'ENV' && /^=\s*\S/.test(text))
        return [{ kind: 'equals', span: pair.span, text: `${pair.name} ${text}` }];
      if (name === 'ENV' && pair.name === 'PATH' && /(^|[":])~\//.test(text))
        return [{ kind: 'tilde', span, text: /~\/[^":]*/.exec(text)?.[0] ?? text }];
      return READ_AGAIN.test(pair.name) ? [] : commandIn(span, text);
    });
  if (!PATHS.has(name)) return [];
  const target = name === 'WORKDIR' ? args[0] : name === 'USER' ? undefined : args.at(-1);
  if (target !== undefined && /^"?~(\/|"?$)/.test(target.text))
    return [{ kind: 'tilde', span: target.span, text: target.text }];
  return form === 'json'
    ? []
    : args.flatMap(({ span }) => commandIn(span, source.slice(span.start, span.end)));
}

/** A command substitution that is neither escaped nor in single quotes. */
function commandIn(span: Span, text: string): Literal[] {
  const found = /^(?:[^'\\$`]|\\[^]|\$(?!\())*?(\$\((?!\()[^)]*\)?|`[^`\n]+`)/.exec(text)?.[1];
  return found === undefined ? [] : [{ kind: 'command', span, text: found }];
}
