import type { ArithmeticCommand, TestCommand, TestExpression, Word } from 'unbash';
import type { Span } from '../text/span.ts';
import type { ShellWord } from './types.ts';
import { type Conversion, convertWord, scriptsUnder } from './words.ts';

/** `[[ … ]]` as the words of a command `[[`: it touches nothing, only its answer is unknown. */
export function testWords(node: TestCommand, how: Conversion): ShellWord[] {
  const operands: Word[] = [];
  collect(node.expression, operands);
  const words: ShellWord[] = [];
  let at = node.pos;
  for (const word of operands) {
    if (word.pos < at) continue;
    words.push(...operators(at, word.pos, how), convertWord(word, how));
    at = word.end;
  }
  words.push(...operators(at, node.end, how));
  return words;
}

/** `(( … ))` as the words of a command `((`. */
export function arithmeticWords(node: ArithmeticCommand, how: Conversion): ShellWord[] {
  const [start, end] = [node.pos + 2, node.end - 2];
  const scripts = /[$`]/.test(node.body) ? scriptsUnder(node, how) : [];
  const text = how.source.slice(start, end);
  const part = { kind: 'other' as const, text, ...(scripts.length > 0 ? { scripts } : {}) };
  return [
    plainWord('((', how.place(node.pos, start)),
    { text, span: how.place(start, end), parts: [part] },
    plainWord('))', how.place(end, node.end)),
  ];
}

function collect(expression: TestExpression, into: Word[]): void {
  switch (expression.type) {
    case 'TestUnary':
      into.push(expression.operand);
      break;
    case 'TestBinary':
      into.push(expression.left, expression.right);
      break;
    case 'TestLogical':
      for (const one of expression.operands) collect(one, into);
      break;
    case 'TestNot':
      collect(expression.operand, into);
      break;
    default:
      collect(expression.expression, into);
  }
}

/** The words between operands: `[[`, `-f`, `==`, `&&`, `!`, parentheses, `]]`. */
function operators(start: number, end: number, how: Conversion): ShellWord[] {
  const tokens = /\s+|\\\n|#[^\n]*|&&|\|\||[()]|[^\s()&|]+|[&|]/g;
  const found = how.source.slice(start, end).matchAll(tokens);
  return [...found].flatMap((match) => {
    const [text] = match;
    if (/^(\s|\\\n|#)/.test(text)) return [];
    const at = start + match.index;
    return [plainWord(text, how.place(at, at + text.length))];
  });
}

function plainWord(value: string, span: Span): ShellWord {
  return { text: value, value, span, parts: [{ kind: 'text', value, quoted: false }] };
}
