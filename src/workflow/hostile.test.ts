import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { check } from './check.ts';

/** Generous: machines that run tests are slow, and what is unbounded takes minutes. */
const MILLISECONDS = 8_000;

async function statusOf(text: string | Uint8Array): Promise<string> {
  const files = {
    '/w/Dockerfile': text,
    '/w/package.json': '{"name":"x","dependencies":{"express":"^4.0.0"}}',
    '/w/server.js': '',
  };
  const result = await check(memoryHost(files, { cwd: '/w' }), ['/w/Dockerfile'], {
    buildArgs: {},
    date: Date.UTC(2026, 10, 1),
    all: true,
  });
  return result.files[0]?.status ?? 'none';
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}

const N = 'FROM node:22\n';
/** A shell command over many lines, so that no line is too long. */
const wide = (count: number, part: string, end: string): string =>
  `${N}RUN ${`${part} \\\n`.repeat(count)}${end}\n`;

const CASES: Readonly<Record<string, () => string>> = {
  'values that double': () =>
    `${N}ENV A=aaaaaaaaaaaaaaaa\n${'ENV A=$A$A\n'.repeat(40)}RUN echo $A\n`,
  'global arguments that double': () => `ARG A=aaaaaaaa\n${'ARG A=$A$A\n'.repeat(40)}FROM $A\n`,
  'quoted values that triple': () =>
    `${N}ENV A=aaaaaaaa\n${lines(60, (i) => `ENV A="$A$A$A" B${i}="$A"`)}`,
  'shell variables that double': () => wide(60, 'A="x$A$A";', 'mkdir $A'),
  'replacements that grow': () =>
    `${N}ENV A=${'a'.repeat(9_000)}\n${'ENV A=${A//a/aaaaaa}\n'.repeat(20)}`,
  'a million lines': () => N + 'RUN true\n'.repeat(1_000_000),
  'many steps': () => N + lines(20_000, (i) => `RUN touch /f${i} && chown -R node /`),
  'many arguments': () => N + lines(20_000, (i) => `ARG A${i}=x`) + lines(50, () => 'RUN npm ci'),
  'paths that grow': () => N + `WORKDIR ${'a'.repeat(40)}\n`.repeat(1_500),
  'deep paths': () =>
    `${N}RUN mkdir -p ${'/a'.repeat(20_000)} && rm -rf /a\nCOPY . ${'/b'.repeat(9_000)}\n`,
  'stages that double': () =>
    lines(
      200,
      (i) =>
        `FROM ${i ? `s${i - 1}` : 'node:22'} AS s${i}\n${i ? `COPY --from=s${i - 1} / /x${i}\n` : ''}`,
    ),
  'stages in a circle': () => 'FROM b AS a\nCOPY --from=b / /\nFROM a AS b\nCOPY --from=9 / /\n',
  'triggers of triggers': () =>
    `FROM node:22 AS s0\nONBUILD RUN x\n${lines(900, (i) => `FROM s${i} AS s${i + 1}\nONBUILD COPY . /x`)}`,
  'nested triggers': () => `${N}${'ONBUILD '.repeat(5_000)}RUN x\n`,
  'a giant array': () => `${N}CMD [${'"a",'.repeat(15_000)}"b"]\nCMD ${'['.repeat(30_000)}\n`,
  'many commands': () => wide(30_000, 'mkdir /a &&', 'true'),
  'many installs': () => wide(5_000, 'npm ci ;', 'true'),
  'many alternatives': () => wide(20_000, 'unknown || a &&', 'true'),
  'many pipes': () => wide(30_000, 'a |', 'b'),
  'many redirections': () => wide(20_000, '> /f', ''),
  'many packages': () => wide(100_000, 'apt-get install -y a b c d', ''),
  'many branches': () => wide(3_000, 'if x; then npm i a; else yarn; fi;', 'true'),
  'open brackets': () =>
    `${N}RUN ${'('.repeat(30_000)}\nRUN echo ${'$('.repeat(30_000)}\nRUN ${'`'.repeat(30_001)}\n`,
  'shells in shells': () =>
    `${N}RUN ${'sh -c '.repeat(9_000)}\nRUN ${'eval '.repeat(9_000)}\nRUN ${'env '.repeat(9_000)}\n`,
  'functions that call themselves': () => `${N}RUN f() { f; f; }; g() { f; f; }; g; f | g\n`,
  'braces that multiply': () =>
    `${N}SHELL ["/bin/bash", "-c"]\nRUN touch ${'{a,b}'.repeat(60)} {1..999999999}\n`,
  'many mounts': () => wide(3_000, '--mount=type=cache,target=/x', 'npm ci'),
  'a line of 10 MB': () => `${N}RUN echo ${'a'.repeat(10_000_000)}\n`,
  'patterns that backtrack': () =>
    `${N}COPY ${'*a'.repeat(9_000)} /x/\nCOPY --exclude=${'*a'.repeat(9_000)} . /x\n`,
  'one directive again and again': () => '# syntax=x\n'.repeat(40_000) + N,
  'what cannot be printed': () =>
    `${N}RUN \0\ud800 \udfff\nCOPY \0 /\ud800\nENV \ud800=\0 A=\udfff\nCMD ["\0"]\n`,
};

describe('hostile Dockerfiles', () => {
  it.each(Object.entries(CASES))('%s', async (_, text) => {
    const start = performance.now();
    expect(['ok', 'broken', 'unreadable']).toContain(await statusOf(text()));
    expect(performance.now() - start).toBeLessThan(MILLISECONDS);
  });

  it('takes any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        expect(['ok', 'broken']).toContain(await statusOf(bytes));
      }),
      { numRuns: 100 },
    );
  });
});

const SEEDS = [
  `# syntax=docker/dockerfile:1
ARG V=22
FROM node:\${V}-slim AS deps
WORKDIR /app
COPY --chown=node:node package*.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev && npm cache clean --force
FROM deps
ENV NODE_ENV=production A="x y" B='z'
COPY --from=deps /app/node_modules ./node_modules
COPY . .
USER node
EXPOSE 3000/tcp
HEALTHCHECK --interval=3s CMD wget -qO- http://localhost:3000 || exit 1
CMD ["node", "server.js"]
`,
  `FROM python:3.12 AS b
RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev && rm -rf /var/lib/apt/lists/*
RUN set -eux; for p in a b; do if [ "$p" = a ]; then pip install $p; else touch /$p; fi; done
RUN <<EOF
useradd -m app
echo "x" > /home/app/f
EOF
COPY <<-"X" /etc/x
	data
X
ONBUILD COPY . /src
ENTRYPOINT exec gunicorn app:app
`,
];
const SPLICES = [
  '\\\n',
  '"',
  "'",
  '$',
  '${',
  '}',
  '`',
  '<<',
  '<<EOF',
  '|',
  '||',
  '&&',
  ';',
  '(',
  '$(',
  ')',
  '{',
  '[',
  ']',
  '\0',
  '\ud800',
  '\ufeff',
  '\r',
  '\n',
  ' ',
  '\t',
  '#',
  '--',
  '--from=',
  'FROM ',
  'ONBUILD ',
  'ARG ',
  '*',
  '../',
  '/',
];

/** A piece of one file changed: cut out, doubled, or something put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(9_999), fc.nat(40), fc.constantFrom('', '\u0001', ...SPLICES)), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map(([seed, changes]) =>
    changes.reduce((text, [at, length, put]) => {
      const start = at % (text.length + 1);
      const cut = text.slice(start, start + length);
      return (
        text.slice(0, start) + (put === '\u0001' ? cut + cut : put) + text.slice(start + length)
      );
    }, seed),
  );

describe('changed Dockerfiles', () => {
  it('never make a check fail or hang', async () => {
    const runs = Number(process.env['FUZZ_RUNS'] ?? 150);
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const start = performance.now();
        expect(['ok', 'broken']).toContain(await statusOf(text));
        expect(performance.now() - start).toBeLessThan(MILLISECONDS);
      }),
      { numRuns: runs },
    );
  }, 600_000);
});
