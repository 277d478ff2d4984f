import type { Instruction } from '../dockerfile/types.ts';
import { bodyOf, scriptOfBody } from '../shell/body.ts';
import { codeOfShell } from '../shell/inner.ts';
import { parseShellText } from '../shell/parse.ts';
import { placeAt } from '../shell/spans.ts';
import type { ShellNode, ShellScript, SimpleCommand } from '../shell/types.ts';

/** The script of a RUN, CMD, ENTRYPOINT or HEALTHCHECK in either form; code of other languages is one opaque node. */
export function scriptOf(instruction: Instruction): ShellScript {
  const body = bodyOf(instruction);
  if (body) return scriptOfBody(body);
  return { dialect: 'sh', nodes: [], comments: [], errors: [], span: instruction.span };
}

/** A line of a script of package.json. */
export function scriptLine(text: string): ShellScript {
  return parseShellText(text, placeAt({ start: 0, end: 0 }));
}

/**
 * The simple commands of a script that is nothing but a chain with `&&`, `;` or lines;
 * undefined when there is more to it.
 */
export function plainChain(nodes: readonly ShellNode[]): readonly SimpleCommand[] | undefined {
  const found: SimpleCommand[] = [];
  for (const node of nodes) {
    if (node.kind === 'command') found.push(node);
    else if (node.kind === 'logic' && node.rest.every((one) => one.operator === '&&')) {
      const inner = plainChain([node.first, ...node.rest.map((one) => one.node)]);
      if (!inner) return undefined;
      found.push(...inner);
    } else return undefined;
  }
  return found;
}

/** The words of a command where every one is known; `lookup` gives variables whose value is fixed. */
export function knownWords(
  command: SimpleCommand,
  lookup: (name: string) => string | undefined = () => undefined,
): readonly string[] | undefined {
  const words: string[] = [];
  for (const word of command.words) {
    const parts = word.parts.map((part) => {
      if (part.kind === 'text') return part.value;
      if (part.kind === 'glob' || part.kind === 'brace') return part.text;
      const plain = part.kind === 'variable' && part.operator === undefined;
      return plain ? lookup(part.name) : undefined;
    });
    if (word.value === undefined && parts.some((part) => part === undefined)) return undefined;
    words.push(word.value ?? parts.join(''));
  }
  return words;
}

/** The words with variables and substitutions left in them, quotes around them taken off. */
export function writtenWords(command: SimpleCommand): readonly string[] {
  return command.words.map((word) => {
    if (word.value !== undefined) return word.value;
    const parts = word.parts.map((part) => {
      if (part.kind === 'text') return part.value;
      const plain = part.kind === 'variable' && part.operator === undefined;
      return plain ? `\${${part.name}}` : undefined;
    });
    const whole = parts.every((part) => part !== undefined);
    return whole ? parts.join('') : word.text.replaceAll('"', '');
  });
}

/** The one simple command a script consists of, `exec` and `sh -c` taken off; undefined when there are more. */
export function onlyCommand(script: ShellScript): SimpleCommand | undefined {
  const [node, ...more] = script.nodes;
  if (node?.kind !== 'command' || more.length > 0 || node.redirects.length > 0) return undefined;
  const inner = codeOfShell(node.words);
  if (inner?.kind === 'shell' && !inner.computed) return onlyCommand(inner.script);
  return node.words[0]?.value === 'exec' ? { ...node, words: node.words.slice(1) } : node;
}

/** Program name without its directory. */
export function programOf(words: readonly (string | undefined)[]): string | undefined {
  return words[0]?.split('/').at(-1);
}
