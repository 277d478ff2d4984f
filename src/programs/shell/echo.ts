import { nothing } from '../effect.ts';
import type { Program } from '../types.ts';

/** `echo`, `printf`: what they print may go into a file. */
export const echo: Program = {
  names: ['echo', 'printf'],
  effect(command) {
    const leading = command.name === 'echo' ? /^-[neE]+$/ : /^$/;
    const words = command.args.filter((arg, index) => index > 0 || !leading.test(arg.value ?? ''));
    const values = words.map((arg) => arg.value);
    if (values.some((value) => value === undefined)) return nothing();
    const text = values.join(' ');
    const plain =
      command.name === 'printf'
        ? printfText(values as string[])
        : `${text.replaceAll('\\n', '\n')}\n`;
    return nothing(plain === undefined ? {} : { output: plain });
  },
};

/** The text of a printf whose format is understood: `%s` and line ends only. */
function printfText(values: readonly string[]): string | undefined {
  const [format = '', ...rest] = values;
  if (/%[^s%]/.test(format)) return undefined;
  const once = (words: readonly string[]): string => {
    let next = 0;
    return format.replaceAll(/%[s%]/g, (one) => (one === '%%' ? '%' : (words[next++] ?? '')));
  };
  const slots = format.replaceAll('%%', '').split('%s').length - 1;
  let text = '';
  const rounds = slots === 0 ? 1 : Math.max(1, Math.ceil(rest.length / slots));
  for (let round = 0; round < rounds; round++) text += once(rest.slice(round * slots));
  return text.replaceAll('\\n', '\n').replaceAll('\\t', '\t');
}
