import type { Heredoc, Instruction } from '../dockerfile/types.ts';
import type { MappedText } from '../text/span.ts';

interface Body {
  readonly mapped: MappedText;
  readonly shell: readonly string[];
}

type Run = MappedText['runs'][number];

/**
 * The script of a RUN with heredocs, as BuildKit hands it to the shell: a lone `<<EOF` is the
 * script itself (its `#!` line says who reads it), else the documents follow the command line.
 */
export function heredocBody(instruction: Instruction): Body | undefined {
  const { body, heredocs } = instruction;
  if (!body || heredocs.length === 0) return undefined;
  const [only] = heredocs;
  if (only && heredocs.length === 1 && /^<<-?\s*(["']?)[^\s"'<>|;&]+\1$/.test(body.text.trim())) {
    const mapped = contentOf(only);
    const interpreter = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(mapped.text);
    const program = interpreter?.[1]?.endsWith('/env') === true ? interpreter[2] : interpreter?.[1];
    return { mapped, shell: program === undefined ? ['/bin/sh'] : [program] };
  }
  let { text } = body;
  const runs = [...body.runs];
  for (const one of heredocs) {
    const content = contentOf(one);
    text += '\n';
    for (const run of content.runs) runs.push({ at: run.at + text.length, from: run.from });
    const gap = content.text === '' || content.text.endsWith('\n') ? '' : '\n';
    text += `${content.text}${gap}${one.name}`;
  }
  return { mapped: { text, runs }, shell: ['/bin/sh'] };
}

/** A heredoc's content with its way back into the file; `<<-` has taken tabs from the lines. */
function contentOf(one: Heredoc): MappedText {
  if (!one.chomp) return { text: one.content, runs: [{ at: 0, from: one.span.start }] };
  const runs: Run[] = [];
  const lines = one.content.split('\n');
  // Each line lost its own tabs; how many cannot be told from the content, so lines are found by length.
  let [at, from] = [0, one.span.start];
  const lost = Math.max(0, one.span.end - one.span.start - one.content.length);
  const each =
    lines.length > 1
      ? Math.floor(lost / Math.max(1, lines.filter((line) => line !== '').length))
      : lost;
  for (const line of lines) {
    const tabs = line === '' ? 0 : each;
    runs.push({ at, from: from + tabs });
    at += line.length + 1;
    from += line.length + 1 + tabs;
  }
  return { text: one.content, runs };
}
