import type { ShellNode, ShellScript, ShellWord, SimpleCommand } from './types.ts';

/** All simple commands of a script in the order they are written, those of functions and substitutions included. */
export function flatCommands(script: ShellScript): readonly SimpleCommand[] {
  const found: SimpleCommand[] = [];
  const words = (all: readonly ShellWord[]): void => {
    for (const word of all)
      for (const part of word.parts) if (part.kind === 'command') nodes(part.script.nodes);
  };
  const nodes = (all: readonly ShellNode[]): void => {
    for (const node of all) {
      if (node.kind === 'command') {
        found.push(node);
        words(node.words);
        words(node.assignments.flatMap((one) => one.value ?? []));
      } else nodes(childrenOf(node));
    }
  };
  nodes(script.nodes);
  return found;
}

/** The nodes directly inside a node, in the order they are written. */
export function childrenOf(node: ShellNode): readonly ShellNode[] {
  switch (node.kind) {
    case 'command':
    case 'opaque':
      return [];
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
