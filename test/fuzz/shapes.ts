// Files of any size that repeat one thing, each of them a way in which reading could stop being linear.

/** Makes a file of about that many characters. */
export type Shape = (size: number) => string;

/** As many lines as fit, each made from its number. */
function lines(size: number, line: (index: number) => string): string {
  const out: string[] = [];
  for (let index = 0, length = 0; length < size; index++) {
    const next = `${line(index)}\n`;
    out.push(next);
    length += next.length;
  }
  return out.join('');
}

function repeat(size: number, piece: string): string {
  return piece.repeat(Math.ceil(size / piece.length));
}

/** Numbers that look random and are the same in each run. */
function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
}

const N = 'FROM node:22\n';

/** Many instructions. */
const MANY: Readonly<Record<string, Shape>> = {
  copies: (size) => N + repeat(size, 'COPY a b\n'),
  comments: (size) => N + repeat(size, '# x\n'),
  'comments before one instruction': (size) => `${repeat(size, '# x\n')}FROM a\n`,
  'empty lines': (size) => N + repeat(size, '\n'),
  'stages on the former': (size) =>
    lines(size, (i) => `FROM ${i > 0 ? `s${i - 1}` : 'node:22'} AS s${i}`),
  'stages with a variable each': (size) =>
    lines(size, (i) => `FROM ${i > 0 ? `s${i - 1}` : 'node:22'} AS s${i}\nENV V${i}=${i}`),
  'copies from all stages': (size) =>
    lines(size / 2, (i) => `FROM node:22 AS s${i}`) +
    lines(size / 2, (i) => `COPY --from=s${i % 10_000} /a /b${i}`),
  'global arguments': (size) => `${lines(size, (i) => `ARG A${i}=\${A${i - 1}}x`)}${N}`,
  arguments: (size) => N + lines(size, (i) => `ARG A${i}=x`),
  variables: (size) => N + lines(size, (i) => `ENV A${i}="$A${i - 1}"`),
  runs: (size) => N + lines(size, (i) => `RUN touch /f${i}`),
  heredocs: (size) => N + lines(size, (i) => `COPY <<E /f${i}\nx\nE`),
  'unknown instructions': (size) => N + lines(size, (i) => `FOO${i} x`),
  triggers: (size) => N + repeat(size, 'ONBUILD RUN x\n'),
  'health checks': (size) => N + repeat(size, 'HEALTHCHECK --interval=3s CMD x\n'),
  labels: (size) => N + lines(size, (i) => `LABEL l${i}="x y"`),
  ports: (size) => N + lines(size, (i) => `EXPOSE ${i % 65_536}`),
  directives: (size) => repeat(size, '# syntax=x\n') + N,
  steps: (size) =>
    N + lines(size, (i) => `WORKDIR /w${i}\nUSER u${i}\nVOLUME /v${i}\nSHELL ["/bin/sh", "-c"]`),
};

/** One long instruction. */
const LONG: Readonly<Record<string, Shape>> = {
  continuations: (size) => `${N}RUN a${repeat(size, '\\\n')}b\n`,
  'continued commands': (size) => `${N}RUN ${repeat(size, 'a && \\\n')}b\n`,
  'comments in an instruction': (size) => `${N}RUN a \\\n${repeat(size, '# x\n')} b\n`,
  'empty lines in an instruction': (size) => `${N}RUN a \\\n${repeat(size, '\n')} b\n`,
  pairs: (size) => `${N}ENV ${lines(size, (i) => `A${i}=x \\`)} b=c\n`,
  'broken pairs': (size) => `${N}ENV a=b ${repeat(size, 'A \\\n')} b=c\n`,
  declarations: (size) => `${N}ARG ${lines(size, (i) => `A${i}=x \\`)} b=c\n`,
  flags: (size) => `${N}COPY ${repeat(size, '--exclude=a \\\n')} . /x\n`,
  mounts: (size) => `${N}RUN ${repeat(size, '--mount=type=cache,target=/x \\\n')} a\n`,
  'flags beyond ASCII': (size) => `${N}COPY ${repeat(size, '--exclude=é \\\n')} . /x\n`,
  'one flag': (size) => `${N}COPY --exclude=${repeat(size, 'a\\\n')} . /x\n`,
  'one flag of commas': (size) => `${N}RUN --mount=${repeat(size, 'a,\\\n')} x\n`,
  sources: (size) => `${N}COPY ${repeat(size, 'a \\\n')} /x\n`,
  'json strings': (size) => `${N}CMD [${repeat(size, '"a",\\\n')}"b"]\n`,
  'json escapes': (size) => `${N}CMD ["${repeat(size, '\\u00e9\\n\\\n')}"]\n`,
  'json brackets': (size) => `${N}CMD ${repeat(size, '[\\\n')}\n`,
  'json objects': (size) => `${N}CMD ${repeat(size, '[{"a":\\\n')}\n`,
  'a quoted word': (size) => `${N}ENV a="${repeat(size, 'b \\\n')}"\n`,
  'an open quote': (size) => `${N}RUN "${repeat(size, 'b \\\n')}\n`,
  'a quoted value beyond ASCII': (size) => `${N}ENV a="${repeat(size, 'é $a \\\n')}"\n`,
  'marks of heredocs': (size) => `${N}RUN ${repeat(size, '<<a \\\n')}\n${repeat(size, 'a\n')}`,
  'marks that are none': (size) => `${N}RUN ${repeat(size, '<< \\\n')}\n`,
  'one heredoc': (size) => `${N}RUN <<EOF\n${repeat(size, 'echo x\n')}EOF\n`,
  'a heredoc of tabs': (size) => `${N}COPY <<-EOF /x\n${repeat(size, '\t\tx\n')}\tEOF\n`,
  'a heredoc of variables': (size) => `${N}COPY <<EOF /x\n${repeat(size, '${A:-$B}\n')}EOF\n`,
  'an open heredoc': (size) => `${N}RUN <<EOF\n${repeat(size, 'echo x\n')}`,
  substitutions: (size) => `${N}ENV a=${repeat(size, '${b:-c}\\\n')}\n`,
  'open substitutions': (size) => `${N}ENV a=${repeat(size, '${b:-\\\n')}\n`,
  'ports of one instruction': (size) => `${N}EXPOSE ${lines(size, (i) => `${i % 65_536} \\`)} 1\n`,
  'brackets of the shell': (size) => `${N}RUN ${repeat(size, '(\\\n')}\n`,
  'substitutions of the shell': (size) => `${N}RUN ${repeat(size, '$(\\\n')}\n`,
};

/** Bytes that are no Dockerfile. */
const NOISE: Readonly<Record<string, Shape>> = {
  'a line too long': (size) => `${N}RUN ${repeat(size, 'a')}\n`,
  'lines of 64 KiB': (size) => N + lines(size, () => `RUN ${'a'.repeat(65_000)}`),
  zeros: (size) => repeat(size, '\0\n'),
  'one byte a line': (size) => repeat(size, '\udcff\n'),
  'letters beyond ASCII': (size) => N + lines(size, (i) => `RUN echo 日本語 😀 é${i}`),
  'bytes that are no text': (size) => {
    const next = noise(size);
    const units = Array.from({ length: size }, () => {
      const byte = next() >>> 24;
      return byte < 0x80 ? byte : 0xdc00 + byte;
    });
    return units
      .reduce<string[]>((all, unit) => (all.push(String.fromCharCode(unit)), all), [])
      .join('');
  },
  signs: (size) => {
    const next = noise(size);
    const signs = ' \n"\'\\`$<{}[]=-#a,:|&;()\t\r*?';
    return N + Array.from({ length: size }, () => signs[next() % signs.length]).join('');
  },
};

/** All of them by name. */
export const SHAPES: Readonly<Record<string, Shape>> = { ...MANY, ...LONG, ...NOISE };
