import { argumentsAt } from '../../project/source-scan.ts';
import type { Expression } from './constants.ts';

const ENV_MEMBER = /^(?:globalThis\.)?(?:process|Bun)\??\.env\??\.([A-Za-z_$][\w$]*)$/;
const ENV_INDEX = /^(?:globalThis\.)?(?:process|Bun)\.env(?:\?\.)?\[/;

/** The number or string an expression is. */
export function literalAt(
  { module, start, end }: Expression,
  text: string,
): string | number | undefined {
  if (/^\d[\d_]*$/.test(text)) return Number(text.replaceAll('_', ''));
  const string = module.source.stringAt(start);
  return string?.end === end && !string.computed ? string.value : undefined;
}

/** The variable of `process.env.X` or `process.env['X']`. */
export function envName({ module, start, end }: Expression, text: string): string | undefined {
  const member = ENV_MEMBER.exec(text)?.[1];
  if (member !== undefined) return member;
  if (!ENV_INDEX.test(text) || !text.endsWith(']')) return undefined;
  const open = module.source.code.indexOf('[', start);
  const string = open < end ? module.source.stringAt(open + 1) : undefined;
  return string?.computed === false ? string.value : undefined;
}

/** Without blanks, brackets around the whole, casts, `await`, `+` and `!`. */
export function trim(expression: Expression): Expression {
  const { module } = expression;
  const { code } = module.source;
  let { start, end } = expression;
  for (let count = 0; count < 10; count++) {
    while (start < end && /\s/.test(code[start] ?? '')) start++;
    while (end > start && /[\s;!]/.test(code[end - 1] ?? '')) end--;
    const prefix = /^(?:await\s+|\+(?!\+)\s*|<\w+>)/.exec(
      code.slice(start, Math.min(end, start + 40)),
    )?.[0];
    const suffix = /\s+(?:as|satisfies)\s+[\w.[\]<>| ]{1,80}$/.exec(
      code.slice(Math.max(start, end - 90), end),
    )?.[0];
    if (prefix !== undefined) start += prefix.length;
    else if (suffix !== undefined) end -= suffix.length;
    else if (code[start] === '(' && argumentsAt(module.source, start)?.end === end) {
      start++;
      end--;
    } else break;
  }
  return { module, start, end };
}

/** The operands of top-level `||` and `??`. */
export function splitOperators({ module, start, end }: Expression): readonly Expression[] {
  const cuts = topLevel(module.source.code, start, end, (two) => two === '||' || two === '??');
  const parts: Expression[] = [];
  let from = start;
  for (const cut of cuts) {
    parts.push({ module, start: from, end: cut });
    from = cut + 2;
  }
  return [...parts, { module, start: from, end }];
}

/** The two answers of `c ? a : b`, the one for production first when the question is about that. */
export function ternary({ module, start, end }: Expression): readonly Expression[] | undefined {
  const { code, text } = module.source;
  const mark = topLevel(
    code,
    start,
    end,
    (two) => two[0] === '?' && two[1] !== '.' && two[1] !== '?',
  )[0];
  if (mark === undefined) return undefined;
  const colon = topLevel(code, mark + 1, end, (two) => two[0] === ':')[0];
  if (colon === undefined) return undefined;
  const yes = { module, start: mark + 1, end: colon };
  const no = { module, start: colon + 1, end };
  const question = text.slice(start, mark);
  const negative = /!==?\s*["']production|===?\s*["'](?:development|dev|test|local)/.test(question);
  return negative ? [no, yes] : [yes, no];
}

function topLevel(
  code: string,
  start: number,
  end: number,
  wanted: (two: string) => boolean,
): readonly number[] {
  const cuts: number[] = [];
  let level = 0;
  for (let index = start; index < end; index++) {
    const unit = code[index] ?? '';
    if ('([{'.includes(unit)) level++;
    else if (')]}'.includes(unit)) level--;
    else if (level === 0 && wanted(code.slice(index, index + 2))) {
      cuts.push(index);
      index++;
    }
  }
  return cuts;
}
