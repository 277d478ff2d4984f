import type { CommandNode, CompoundList, ParsedScript, PipelineNode, Statement } from 'unbash';
import { commentsOf } from './comments.ts';
import { arithmeticWords, testWords } from './conditions.ts';
import type { Span } from '../text/span.ts';
import { convertRedirect } from './redirects.ts';
import { type Context, convertSimple } from './simple-command.ts';
import type { Place } from './spans.ts';
import type {
  ShellComment,
  ShellDialect,
  ShellNode,
  ShellRedirect,
  ShellScript,
  ShellWord,
} from './types.ts';
import { convertWord, scriptsUnder } from './words.ts';

/** Turns the library's tree into ours; nothing outside this room sees the library's nodes. */
export function convertScript(
  parsed: ParsedScript,
  text: string,
  dialect: ShellDialect,
  place: Place,
  more: { readonly depth?: number; readonly show?: (text: string) => string } = {},
): ShellScript {
  const { depth = 0, show } = more;
  const source = parsed.source ?? text;
  const how: Context = {
    place,
    depth,
    source,
    errors: (parsed.errors ?? []).map(({ message, pos }) => ({ message, span: place(pos, pos) })),
    ...(show ? { show } : {}),
    script: (inner, at) => convertScript(inner, source, dialect, at, { ...more, depth: depth + 1 }),
  };
  const nodes = parsed.commands.map((one) => statement(one, how));
  return new ParsedShell(parsed, nodes, dialect, how);
}

/** A class for the sake of `comments`, which few ask for. */
class ParsedShell implements ShellScript {
  readonly dialect: ShellDialect;
  readonly nodes: readonly ShellNode[];
  readonly errors: ShellScript['errors'];
  readonly span: Span;
  private readonly parsed: ParsedScript;
  private readonly how: Context;
  private known: readonly ShellComment[] | undefined;

  constructor(
    parsed: ParsedScript,
    nodes: readonly ShellNode[],
    dialect: ShellDialect,
    how: Context,
  ) {
    this.dialect = dialect;
    this.errors = how.errors;
    this.span = how.place(parsed.pos, parsed.end);
    this.nodes = how.errors.length > 0 ? [opaque(parsed, how)] : nodes;
    this.parsed = parsed;
    this.how = how;
    this.known = undefined;
  }

  get comments(): readonly ShellComment[] {
    const { source, place } = this.how;
    const broken = this.errors.length > 0;
    return (this.known ??= broken ? [] : commentsOf(this.parsed, source, place));
  }

  toJSON(): ShellScript {
    const { dialect, nodes, comments, errors, span } = this;
    return { dialect, nodes, comments, errors, span };
  }
}

function statement(one: Statement, how: Context): ShellNode {
  const { command } = one;
  let node: ShellNode;
  if (command.type === 'AndOr') {
    const [first, ...rest] = command.commands.map((part) => pipelineNode(part, how));
    if (first === undefined) return opaque(one, how);
    node = {
      kind: 'logic',
      first,
      rest: rest.map((part, index) => ({ operator: command.operators[index] ?? '&&', node: part })),
      span: how.place(command.pos, command.end),
    };
  } else node = pipelineNode(command, how);
  return one.background === true
    ? { kind: 'background', node, span: how.place(one.pos, one.end) }
    : node;
}

function pipelineNode(node: PipelineNode, how: Context): ShellNode {
  if (node.type !== 'Pipeline') return commandNode(node, [], how);
  const nodes = node.commands.map((one) => commandNode(one, [], how));
  const negations = node.prefixes.filter((one) => one.type === 'Negation').length;
  const timed = node.prefixes.length > negations;
  return {
    kind: 'pipeline',
    nodes,
    negated: negations % 2 === 1,
    ...(timed ? { timed: true } : {}),
    span: how.place(node.pos, node.end),
  };
}

function opaque(node: { readonly pos: number; readonly end: number }, how: Context): ShellNode {
  return {
    kind: 'opaque',
    text: how.source.slice(node.pos, node.end),
    span: how.place(node.pos, node.end),
  };
}

function list(body: CompoundList, how: Context): ShellNode[] {
  return body.commands.map((one) => statement(one, how));
}

function commandNode(
  node: CommandNode,
  redirects: readonly ShellRedirect[],
  how: Context,
): ShellNode {
  switch (node.type) {
    case 'Command':
      return convertSimple(node, how);
    case 'Redirected': {
      const own = node.redirects.map((one) => convertRedirect(one, how));
      return { ...commandNode(node.command, own, how), span: how.place(node.pos, node.end) };
    }
    case 'Function':
    case 'Coproc':
      return functionOrCoproc(node, how);
    case 'Subshell':
    case 'BraceGroup':
      return {
        kind: 'group',
        subshell: node.type === 'Subshell',
        body: list(node.body, how),
        redirects,
        span: how.place(node.pos, node.end),
      };
    case 'If':
      return {
        kind: 'if',
        branches: [node, ...node.elif].map((one) => ({
          test: list(one.clause, how),
          body: list(one.then, how),
        })),
        ...(node.else ? { otherwise: list(node.else, how) } : {}),
        redirects,
        span: how.place(node.pos, node.end),
      };
    default:
      return loopOrCase(node, redirects, how);
  }
}

function functionOrCoproc(
  node: Extract<CommandNode, { type: 'Function' | 'Coproc' }>,
  how: Context,
): ShellNode {
  const span = how.place(node.pos, node.end);
  if (node.type === 'Function') {
    const nameSpan = how.place(node.name.pos, node.name.end);
    const body = functionBody(node.body, how);
    return { kind: 'function', name: node.name.value, nameSpan, body, span };
  }
  if (node.body.type === 'CompoundList') return opaque(node, how);
  return { kind: 'background', node: commandNode(node.body, [], how), coproc: true, span };
}

type Rare = Exclude<
  CommandNode,
  {
    type: 'Command' | 'Redirected' | 'Function' | 'Coproc' | 'Subshell' | 'BraceGroup' | 'If';
  }
>;

function loopOrCase(node: Rare, redirects: readonly ShellRedirect[], how: Context): ShellNode {
  const span = how.place(node.pos, node.end);
  switch (node.type) {
    case 'For':
    case 'Select':
      return {
        kind: 'loop',
        loop: node.type === 'For' ? 'for' : 'other',
        variable: node.name.value,
        words: (node.wordlist ?? []).map((word) => convertWord(word, how)),
        test: [],
        body: list(node.body, how),
        redirects,
        span,
      };
    case 'While':
    case 'ArithmeticFor': {
      const loop = node.type === 'While' ? node.kind : 'other';
      const test = node.type === 'While' ? list(node.clause, how) : [];
      const words = node.type === 'While' ? [] : loopHead(node, how);
      return { kind: 'loop', loop, words, test, body: list(node.body, how), redirects, span };
    }
    case 'Case':
      return caseNode(node, redirects, how);
    default: {
      const words = node.type === 'TestCommand' ? testWords(node, how) : arithmeticWords(node, how);
      return { kind: 'command', assignments: [], words, redirects, span };
    }
  }
}

/** `for ((a; b; c))`: the text of the three as one word. */
function loopHead(
  node: Extract<CommandNode, { type: 'ArithmeticFor' }>,
  how: Context,
): ShellWord[] {
  const [start, end] = [how.source.indexOf('((', node.pos), node.body.pos];
  const close = how.source.lastIndexOf('))', end);
  if (start < 0 || close < start) return [];
  const all = [node.initialize, node.test, node.update].filter((one) => one !== undefined);
  const scripts = all.flatMap((one) => scriptsUnder(one, how));
  const text = how.source.slice(start + 2, close);
  const part = { kind: 'other' as const, text, ...(scripts.length > 0 ? { scripts } : {}) };
  return [{ text, span: how.place(start + 2, close), parts: [part] }];
}

function caseNode(
  node: Extract<CommandNode, { type: 'Case' }>,
  redirects: readonly ShellRedirect[],
  how: Context,
): ShellNode {
  return {
    kind: 'case',
    word: convertWord(node.word, how),
    items: node.items.map((item) => ({
      patterns: item.pattern.map((word) => convertWord(word, how)),
      body: list(item.body, how),
      ...(item.terminator === undefined ? {} : { terminator: item.terminator }),
    })),
    redirects,
    span: how.place(node.pos, node.end),
  };
}

function functionBody(body: CommandNode | CompoundList, how: Context): readonly ShellNode[] {
  if (body.type === 'CompoundList') return list(body, how);
  const node = commandNode(body, [], how);
  return node.kind === 'group' && !node.subshell && node.redirects.length === 0
    ? node.body
    : [node];
}
