import type { ShellNode, ShellRedirect, ShellScript, ShellWord, SimpleCommand } from './types.ts';
import { scriptsOf, scriptsOfParts } from './words.ts';

/** All simple commands of a script in the order they are written, those of functions and substitutions included. */
export function flatCommands(script: ShellScript): readonly SimpleCommand[] {
  const found: SimpleCommand[] = [];
  const nodes = (all: readonly ShellNode[]): void => {
    for (const node of all) {
      if (node.kind === 'command') found.push(node);
      for (const inner of ownScripts(node)) nodes(inner.nodes);
      nodes(childrenOf(node));
    }
  };
  nodes(script.nodes);
  return found;
}

/** Scripts in the words and redirections of a node itself, not of the nodes inside it. */
export function ownScripts(node: ShellNode): readonly ShellScript[] {
  switch (node.kind) {
    case 'command': {
      const inner = [...inWords(node.words), ...inRedirects(node.redirects)];
      for (const one of node.assignments)
        inner.push(...(one.value ? scriptsOf(one.value) : inWords(one.elements ?? [])));
      return inner;
    }
    case 'loop':
      return [...inWords(node.words), ...inRedirects(node.redirects)];
    case 'case':
      return [
        ...scriptsOf(node.word),
        ...node.items.flatMap((one) => inWords(one.patterns)),
        ...inRedirects(node.redirects),
      ];
    case 'if':
    case 'group':
      return inRedirects(node.redirects);
    default:
      return [];
  }
}

function inWords(words: readonly ShellWord[]): ShellScript[] {
  const found: ShellScript[] = [];
  for (const word of words) found.push(...scriptsOf(word));
  return found;
}

function inRedirects(redirects: readonly ShellRedirect[]): ShellScript[] {
  const found: ShellScript[] = [];
  for (const { target, heredoc } of redirects) {
    if (target) found.push(...scriptsOf(target));
    if (heredoc?.expand) found.push(...scriptsOfParts(heredoc.parts));
  }
  return found;
}

/** The nodes directly inside a node, in the order they are written. */
export function childrenOf(node: ShellNode): readonly ShellNode[] {
  switch (node.kind) {
    case 'logic':
      return [node.first, ...node.rest.map((one) => one.node)];
    case 'pipeline':
      return node.nodes;
    case 'background':
      return [node.node];
    case 'if':
      return [
        ...node.branches.flatMap((one) => [...one.test, ...one.body]),
        ...(node.otherwise ?? []),
      ];
    case 'loop':
      return [...node.test, ...node.body];
    case 'case':
      return node.items.flatMap((one) => one.body);
    case 'function':
    case 'group':
      return node.body;
    default:
      return [];
  }
}
