import type {
  Assignment,
  Command,
  CommandNode,
  CompoundList,
  ParsedScript,
  PipelineNode,
  Redirected,
  Redirection,
  Statement,
} from 'unbash';
import type { Span } from '../text/span.ts';
import type { Place } from './spans.ts';
import type {
  ShellAssignment,
  ShellDialect,
  ShellNode,
  ShellRedirect,
  ShellScript,
  ShellWord,
} from './types.ts';
import { type Conversion, convertParts, convertWord } from './words.ts';

interface Context extends Conversion {
  readonly source: string;
}

/** Turns the library's tree into ours; nothing outside this room sees the library's nodes. */
export function convertScript(
  parsed: ParsedScript,
  source: string,
  dialect: ShellDialect,
  place: Place,
  depth = 0,
): ShellScript {
  const how: Context = {
    place,
    depth,
    source: parsed.source ?? source,
    script: (inner, at) => convertScript(inner, parsed.source ?? source, dialect, at, depth + 1),
  };
  return {
    dialect,
    nodes: parsed.commands.map((one) => statement(one, how)),
    errors: (parsed.errors ?? []).map((error) => ({
      message: error.message,
      span: place(error.pos, error.pos),
    })),
    span: place(parsed.pos, parsed.end),
  };
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
  const [only] = nodes;
  if (negations === 0 && nodes.length === 1 && only !== undefined) return only;
  return {
    kind: 'pipeline',
    nodes,
    negated: negations % 2 === 1,
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
  const span = how.place(node.pos, node.end);
  switch (node.type) {
    case 'Command':
      return simple(node, how);
    case 'Redirected':
      return commandNode(node.command, redirectsOf(node, how), how);
    case 'Function':
      return { kind: 'function', name: node.name.value, body: functionBody(node.body, how), span };
    case 'Subshell':
    case 'BraceGroup':
      return {
        kind: 'group',
        subshell: node.type === 'Subshell',
        body: list(node.body, how),
        redirects,
        span,
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
        span,
      };
    default:
      return loopOrCase(node, redirects, how);
  }
}

type Rare = Exclude<
  CommandNode,
  { type: 'Command' | 'Redirected' | 'Function' | 'Subshell' | 'BraceGroup' | 'If' }
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
      return { kind: 'loop', loop, words: [], test, body: list(node.body, how), redirects, span };
    }
    case 'Case':
      return {
        kind: 'case',
        word: convertWord(node.word, how),
        items: node.items.map((item) => ({
          patterns: item.pattern.map((word) => convertWord(word, how)),
          body: list(item.body, how),
        })),
        redirects,
        span,
      };
    case 'TestCommand':
    case 'ArithmeticCommand':
      return bracketTest(node, redirects, how);
    default:
      return opaque(node, how);
  }
}

/** `[[ … ]]` and `(( … ))` as the command `[[` or `((`: they touch nothing, only their answer is unknown. */
function bracketTest(
  node: Extract<CommandNode, { type: 'TestCommand' | 'ArithmeticCommand' }>,
  redirects: readonly ShellRedirect[],
  how: Context,
): ShellNode {
  const name = node.type === 'TestCommand' ? '[[' : '((';
  const span = how.place(node.pos, node.end);
  const words = [plainWord(name, how.place(node.pos, node.pos + 2))];
  if (node.type === 'TestCommand' && node.expression.type === 'TestUnary') {
    words.push(
      plainWord(node.expression.operator, span),
      convertWord(node.expression.operand, how),
    );
    words.push(plainWord(']]', how.place(node.end - 2, node.end)));
  }
  return { kind: 'command', assignments: [], words, redirects, span };
}

function plainWord(value: string, span: Span): ShellWord {
  return { text: value, value, span, parts: [{ kind: 'text', value, quoted: false }] };
}

function functionBody(body: CommandNode | CompoundList, how: Context): readonly ShellNode[] {
  if (body.type === 'CompoundList') return list(body, how);
  const node = commandNode(body, [], how);
  return node.kind === 'group' && !node.subshell && node.redirects.length === 0
    ? node.body
    : [node];
}

function simple(node: Command, how: Context): ShellNode {
  const assignments: ShellAssignment[] = [];
  for (const one of node.prefix)
    if (one.type === 'Assignment') assignments.push(assignment(one, how));
  const words = node.name ? [convertWord(node.name, how)] : [];
  // `export A=1`: the library hands `A=1` on as an assignment; a program gets it as a word.
  for (const one of node.suffix) {
    if (one.type === 'Word') words.push(convertWord(one, how));
    else if (one.type === 'Assignment') words.push(assignmentWord(one, how));
  }
  const redirects = node.redirects.map((one) => redirect(one, how));
  return {
    kind: 'command',
    assignments,
    words,
    redirects,
    span: how.place(node.pos, node.end),
  };
}

function assignment(one: Assignment, how: Context): ShellAssignment {
  const plain = one.value.type === 'Word' && one.index === undefined;
  return {
    name: one.name,
    ...(plain && one.value.type === 'Word' ? { value: convertWord(one.value, how) } : {}),
    append: one.append === true,
    span: how.place(one.pos, one.end),
  };
}

function assignmentWord(one: Assignment, how: Context): ShellWord {
  const span = how.place(one.pos, one.end);
  if (one.value.type !== 'Word' || one.index !== undefined)
    return { text: one.text, span, parts: [{ kind: 'other', text: one.text }] };
  const value = convertWord(one.value, how);
  const head = `${one.name}${one.append === true ? '+' : ''}=`;
  return {
    text: one.text,
    span,
    parts: [{ kind: 'text', value: head, quoted: false }, ...value.parts],
    ...(value.value === undefined ? {} : { value: head + value.value }),
  };
}

function redirectsOf(node: Redirected, how: Context): ShellRedirect[] {
  return node.redirects.map((one) => redirect(one, how));
}

function redirect(one: Redirection, how: Context): ShellRedirect {
  const fd = one.descriptor?.type === 'FileDescriptor' ? { fd: one.descriptor.value } : {};
  const span = how.place(one.pos, one.end);
  if (one.type === 'HereDoc') {
    const expand = one.delimiter?.quoted !== true;
    const tabs = one.operator === '<<-';
    const text = tabs ? one.body.text.replaceAll(/^\t+/gm, '') : one.body.text;
    const parts =
      expand && one.body.parts
        ? convertParts(one.body.parts, true, how)
        : [{ kind: 'text' as const, value: text, quoted: true }];
    return { operator: one.operator, ...fd, heredoc: { text, expand, parts }, span };
  }
  const target = one.target ? { target: convertWord(one.target, how) } : {};
  return { operator: one.operator, ...fd, ...target, span };
}
