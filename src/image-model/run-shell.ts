import type { BaseFacts } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import type { Origin } from '../facts/origin.ts';
import { effectOf } from '../programs/effect.ts';
import type { Argument } from '../programs/types.ts';
import { optionsIn } from '../shell/options.ts';
import type { ShellNode, ShellScript, ShellWord, SimpleCommand, WordPart } from '../shell/types.ts';
import type { Span } from '../text/span.ts';
import type { Session } from './session.ts';
import { reach } from './tree/reach.ts';
import type { Tree } from './tree/tree.ts';

/** A `/bin/sh` that came with the base and is not bash. */
export interface PlainShell {
  readonly kind: 'dash' | 'ash';
  /** Whether it has `set -o pipefail`. */
  readonly pipefail: boolean;
  readonly origin: Origin;
}

/** dash has pipefail since what Debian 13 ships; tried on Debian 12 and 13. */
const WITHOUT_PIPEFAIL = /^(8|9|10|11|12|18\.04|20\.04|22\.04)$/;

/** The shell of a RUN, where it is known to be one that lacks what bash adds. */
export function plainShell(
  files: Tree,
  base: BaseFacts | undefined,
  script: ShellScript,
  shell: readonly string[],
): PlainShell | undefined {
  if (script.dialect !== 'sh' || !/^(\/bin\/)?sh$/.test(shell[0] ?? '')) return undefined;
  // People put a link to bash in its place.
  const { node } = reach(files.root, '/bin/sh', false);
  const { is, origin } = files.get('/bin/sh');
  if (is !== 'yes' || node?.entry?.kind !== 'file' || origin.by !== 'base') return undefined;
  const os = base?.os;
  if (os?.id === 'alpine' || os?.id === 'busybox') return { kind: 'ash', pipefail: true, origin };
  if (os?.id !== 'debian' && os?.id !== 'ubuntu') return undefined;
  return { kind: 'dash', pipefail: !WITHOUT_PIPEFAIL.test(os.release ?? ''), origin };
}

/** Builtins of bash that are no programs; tried on dash 0.5.12 and BusyBox 1.37. */
const OF_BASH = new Set('pushd popd dirs shopt declare typeset mapfile readarray'.split(' '));
/** Of those that BusyBox took over. */
const NOT_IN_DASH = new Set('source [[ let'.split(' '));

/** What a command is missing in such a shell: `source` and the like, or `set -o pipefail`. */
export function dialectNeed(
  shell: PlainShell,
  first: Argument,
  args: readonly Argument[],
): Need | undefined {
  const name = first.value ?? '';
  const unknown = OF_BASH.has(name) || (shell.kind === 'dash' && NOT_IN_DASH.has(name));
  if (unknown) return need(shell, name, first.span);
  if (name !== 'set' || shell.pipefail) return undefined;
  const asked = optionsIn(args.map(({ value }) => value)).some(
    (one) => one.name === 'pipefail' && one.on,
  );
  return asked ? need(shell, 'set -o pipefail', first.span) : undefined;
}

function need({ kind, origin }: PlainShell, arg: string, at: Span): Need {
  return { what: 'shell', arg, at, met: 'no', origin, by: kind };
}

/** Nothing of it needs a look where none of these are in the text. */
const SUSPECT = /<<<|[<>]\(|=\(|\bfunction\s|\$\{\w+(\/|\^|,|:\s*[\d$(-])/;

/** Whether a script may hold something that only bash can read. */
export function mayNeedBash(text: string): boolean {
  return SUSPECT.test(text);
}

/** What such a shell refuses to read: then nothing of the script runs. */
export function syntaxNeed(shell: PlainShell, nodes: readonly ShellNode[]): Need | undefined {
  for (const node of nodes) {
    const found = inNode(shell, node);
    if (found) return found;
  }
  return undefined;
}

function inNode(shell: PlainShell, node: ShellNode): Need | undefined {
  switch (node.kind) {
    case 'command':
      return inCommand(shell, node);
    case 'logic':
      return syntaxNeed(shell, [node.first, ...node.rest.map((one) => one.node)]);
    case 'pipeline':
      return syntaxNeed(shell, node.nodes);
    case 'if':
      return syntaxNeed(shell, [
        ...node.branches.flatMap(({ test, body }) => [...test, ...body]),
        ...(node.otherwise ?? []),
      ]);
    case 'loop':
      return inWords(shell, node.words) ?? syntaxNeed(shell, [...node.test, ...node.body]);
    case 'case':
      return syntaxNeed(
        shell,
        node.items.flatMap(({ body }) => body),
      );
    case 'function':
      return shell.kind === 'dash' && node.nameSpan.start - node.span.start >= 'function '.length
        ? need(shell, 'function', { start: node.span.start, end: node.nameSpan.end })
        : syntaxNeed(shell, node.body);
    case 'group':
      return syntaxNeed(shell, node.body);
    case 'background':
      return inNode(shell, node.node);
    default:
      return undefined;
  }
}

function inCommand(shell: PlainShell, command: SimpleCommand): Need | undefined {
  for (const one of command.assignments) {
    if (one.elements !== undefined) return need(shell, 'arrays', one.span);
    const found = one.value && inWords(shell, [one.value]);
    if (found) return found;
  }
  for (const { operator, target, span } of command.redirects) {
    if (operator === '<<<') return need(shell, '<<<', span);
    const found = target && inWords(shell, [target]);
    if (found) return found;
  }
  return inWords(shell, command.words);
}

function inWords(shell: PlainShell, words: readonly ShellWord[]): Need | undefined {
  for (const word of words)
    for (const part of word.parts) {
      if (part.kind === 'process' && shell.kind === 'dash')
        return need(shell, `${part.operator}(…)`, word.span);
      const found = part.kind === 'command' ? syntaxNeed(shell, part.script.nodes) : undefined;
      if (found) return found;
    }
  return undefined;
}

/** Whether the shell ends at a command because it cannot expand its words; noted among the commands. */
export function cannotExpand(session: Session, command: SimpleCommand): boolean {
  const found = session.plain && expansionNeed(session.plain, command);
  if (found === undefined) return false;
  const effect = effectOf({ needs: [found] });
  session.commands.push({ words: [], at: command.span, wordSpans: [], effect });
  return true;
}

/** `${x//a/b}`, `${x:0:2}` and `${x^}`. */
function expansionNeed(shell: PlainShell, command: SimpleCommand): Need | undefined {
  const inWord = (word: ShellWord): Need | undefined => {
    // A word with a plain value has nothing to expand.
    const bad = word.value === undefined && word.parts.find((part) => isBad(shell, part));
    return bad ? need(shell, textOf(bad), word.span) : undefined;
  };
  for (const word of command.words) {
    const found = inWord(word);
    if (found) return found;
  }
  for (const { value } of command.assignments) {
    const found = value && inWord(value);
    if (found) return found;
  }
  return undefined;
}

function isBad({ kind }: PlainShell, part: WordPart): boolean {
  const text = textOf(part);
  if (/^\$\{\w+(\^|,)/.test(text)) return true;
  return kind === 'dash' && /^\$\{\w+(\/|:\s*[\d$(-]*\d)/.test(text) && !/^\$\{\w+:-/.test(text);
}

function textOf(part: WordPart): string {
  return part.kind === 'other' ? part.text : '';
}
