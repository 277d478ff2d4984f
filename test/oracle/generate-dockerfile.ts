import * as fc from 'fast-check';
import { settled } from './comparer.ts';
import {
  ARGUMENTS,
  BODY_LINES,
  BYTES,
  ENDS,
  FLAGS,
  GAPS,
  HEREDOCS,
  JSON_FORMS,
  ODD_FLAGS,
  TOPS,
} from './generate-words.ts';
import { HARD_CASES } from './hard-cases.ts';

// Generated Dockerfiles: well-formed ones of every instruction, the same with some places broken,
// and files of pieces thrown together.

const NAMES = Object.keys(ARGUMENTS);
const JSON_TAKERS = ['RUN', 'CMD', 'ENTRYPOINT', 'COPY', 'ADD', 'VOLUME', 'SHELL', 'HEALTHCHECK'];
const HEREDOC_TAKERS = new Set(['RUN', 'COPY', 'ADD', 'CMD', 'FOO']);

function oneOf(values: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...values);
}

function repeated(values: readonly string[], maxLength: number): fc.Arbitrary<string[]> {
  return fc.array(oneOf(values), { maxLength });
}

const gap = oneOf(GAPS);

/** `RUN`, sometimes `run` or `Run`. */
function spelled(name: string): fc.Arbitrary<string> {
  const first = name.slice(0, 1) + name.slice(1).toLowerCase();
  return fc.oneof({ weight: 8, arbitrary: fc.constant(name) }, oneOf([name.toLowerCase(), first]));
}

function flagsOf(name: string): fc.Arbitrary<string[]> {
  const own = FLAGS[name] ?? [];
  const every = Object.values(FLAGS).flat();
  const mine = own.length === 0 ? fc.constant<string[]>([]) : repeated(own, 3);
  return fc.oneof(
    { weight: 12, arbitrary: mine },
    { weight: 1, arbitrary: repeated([...ODD_FLAGS, ...own], 2) },
    { weight: 1, arbitrary: repeated(every, 2) },
  );
}

function argumentsOf(name: string): fc.Arbitrary<string> {
  const plain = fc
    .array(fc.tuple(oneOf(ARGUMENTS[name] ?? ['']), gap), { minLength: 1, maxLength: 2 })
    .map((parts) => parts.flat().slice(0, -1).join(''));
  const json = oneOf(JSON_FORMS);
  return JSON_TAKERS.includes(name)
    ? fc.oneof({ weight: 3, arbitrary: plain }, { weight: 2, arbitrary: json })
    : fc.oneof({ weight: 12, arbitrary: plain }, { weight: 1, arbitrary: json });
}

/** Marks on the line and the bodies below it. */
function heredocs(): fc.Arbitrary<{ marks: string; bodies: string }> {
  const one = fc.record({
    mark: fc.constantFrom(...HEREDOCS),
    body: repeated(BODY_LINES, 3),
    ended: fc.integer({ min: 0, max: 15 }),
    tabs: fc.integer({ min: 0, max: 3 }),
  });
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((all) => ({
    marks: all.map(({ mark }) => mark[0]).join(' '),
    bodies: all
      .map(({ mark, body, ended, tabs }) => {
        const end = ended === 0 ? [] : [(tabs === 0 ? '\t' : '') + mark[1]];
        return [...body, ...end].map((line) => `${line}\n`).join('');
      })
      .join(''),
  }));
}

function instruction(name: string, depth = 0): fc.Arbitrary<string> {
  const line = fc
    .tuple(spelled(name), gap, flagsOf(name), gap, argumentsOf(name))
    .map(([keyword, space, flags, between, rest]) =>
      [keyword, space, ...flags.flatMap((flag) => [flag, between]), rest].join(''),
    );
  const ended = fc.tuple(line, oneOf(ENDS)).map((parts) => parts.join(''));
  const kinds = [{ weight: 6, arbitrary: ended }];
  if (HEREDOC_TAKERS.has(name)) {
    const marked = fc
      .tuple(line, gap, heredocs(), oneOf(['', '', ' x', ' > /f']))
      .map(
        ([start, space, { marks, bodies }, tail]) => `${start}${space}${marks}${tail}\n${bodies}`,
      );
    kinds.push({ weight: 2, arbitrary: marked });
  }
  if (name === 'ONBUILD' && depth < 2) {
    const inner = oneOf(NAMES).chain((inside) => instruction(inside, depth + 1));
    const wrapped = fc.tuple(spelled(name), gap, inner).map((parts) => parts.join(''));
    return fc.oneof({ weight: 1, arbitrary: ended }, { weight: 8, arbitrary: wrapped });
  }
  return fc.oneof(...kinds);
}

/** Well-formed files, as far as their words are. */
function builtText(): fc.Arbitrary<string> {
  const top = fc
    .array(oneOf(TOPS), { maxLength: 3 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));
  const from = fc.oneof(
    { weight: 6, arbitrary: fc.constant('FROM a\n') },
    { weight: 2, arbitrary: instruction('FROM') },
    { weight: 1, arbitrary: fc.constant('') },
  );
  const body = fc.array(
    oneOf(NAMES).chain((name) => instruction(name)),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  const bom = oneOf(['', '', '', '', '', '\ufeff', '\ufeff\ufeff', '\n', ' ']);
  return fc
    .tuple(bom, top, from, body)
    .map(([start, head, first, rest]) => start + head + first + rest.join(''));
}

/** Whole-file changes: Windows line ends, the other escape character, a line near the limit of length. */
function changed(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.constantFrom<(text: string) => string>(
    ...Array<(text: string) => string>(12).fill((text) => text),
    (text) => text.replaceAll('\n', '\r\n'),
    (text) => `# escape=\`\n${text.replaceAll('\\', '`')}`,
    (text) => `# escape=\`\r\n${text.replaceAll('\\\n', '`\n').replaceAll('\n', '\r\n')}`,
    (text) => text.replace(/\n$/, ''),
  );
  return fc.tuple(texts, change).map(([text, apply]) => apply(text));
}

/** A text with some places cut out or filled with a piece. */
export function mutated(sources: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const fill = fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 4, arbitrary: oneOf(BYTES) },
    { weight: 2, arbitrary: oneOf(PIECES) },
    { weight: 1, arbitrary: oneOf(ENDS) },
  );
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(6),
    fill,
  });
  return fc
    .tuple(sources, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([source, changes]) => {
      let text = source;
      for (const { at, cut, fill: piece } of changes) {
        const start = Math.floor(at * text.length);
        text = text.slice(0, start) + piece + text.slice(start + cut);
      }
      return text;
    });
}

const PIECES: readonly string[] = [
  ...NAMES.map((name) => `${name} `),
  ...Object.values(FLAGS)
    .flat()
    .map((flag) => `${flag} `),
  ...ODD_FLAGS,
  ...JSON_FORMS,
  ...HEREDOCS.flatMap(([mark, end]) => [`${mark}\n`, `${end}\n`]),
  ...TOPS.map((line) => `${line}\n`),
  ...[GAPS, ENDS, BYTES, BODY_LINES].flat(),
  ...Object.values(ARGUMENTS).flat(),
];

/** Files of pieces thrown together, half of them with a first stage. */
function pieced(): fc.Arbitrary<string> {
  const body = fc
    .array(oneOf(PIECES), { minLength: 1, maxLength: 24 })
    .map((pieces) => pieces.join(''));
  return fc.tuple(oneOf(['', 'FROM a\n']), body).map((parts) => parts.join(''));
}

/** One line beside BuildKit's limit of length, in a small file. */
function long(): fc.Arbitrary<string> {
  const length = fc.integer({ min: 65_500, max: 65_560 });
  return fc
    .tuple(oneOf(['RUN ', '# ', 'RUN a \\\n', 'RUN <<E\n', '']), length, oneOf(ENDS))
    .map(([start, count, end]) => `FROM a\n${start}${'x'.repeat(count)}${end}E\nUSER b\n`);
}

/** Dockerfiles: well-formed, broken, thrown together. */
export function dockerfileText(): fc.Arbitrary<string> {
  const built = changed(builtText());
  const kinds: fc.WeightedArbitrary<string>[] = [
    { weight: 100, arbitrary: built },
    { weight: 60, arbitrary: mutated(built) },
    { weight: 40, arbitrary: mutated(oneOf(HARD_CASES)) },
    { weight: 60, arbitrary: changed(pieced()) },
    { weight: 1, arbitrary: long() },
  ];
  return fc.oneof(...kinds).map(settled);
}
