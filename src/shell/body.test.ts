import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { type Body, bodyOf } from './body.ts';
import { flatCommands } from './flat.ts';
import { shellsInForce } from './in-force.ts';
import { innerBody } from './inner.ts';
import type { ShellScript, SimpleCommand } from './types.ts';

/** The bodies of a file's instructions, FROM and SHELL left out. */
function bodiesOf(text: string): Body[] {
  const file = parseDockerfile(text);
  expect(file.errors).toEqual([]);
  const shells = shellsInForce(file);
  return file.instructions.flatMap((one) => bodyOf(one, shells.get(one), text) ?? []);
}

/** The kind and the interpreter of each body. */
function readers(text: string): string[] {
  return bodiesOf(text).map((one) =>
    one.kind === 'exec' ? 'exec' : `${one.kind} ${one.interpreter.join(' ')}`,
  );
}

/** What stands in the file where the words of a script's commands are said to be. */
function written(text: string, script: ShellScript): string[] {
  return flatCommands(script).map(({ words }) =>
    words.map(({ span }) => text.slice(span.start, span.end)).join(' '),
  );
}

function shellIn(body: Body | undefined): ShellScript {
  if (body?.kind !== 'shell') throw new Error(`no shell script but ${body?.kind}`);
  return body.script;
}

function firstCommand(text: string): SimpleCommand {
  const [body] = bodiesOf(text);
  const [command] = body?.kind === 'exec' ? [body.command] : flatCommands(shellIn(body)).slice(-1);
  if (!command) throw new Error('no command');
  return command;
}

describe('who reads a body', () => {
  test('SHELL of the stage, of the stage it goes on from, or the one of Linux', () => {
    const file = `FROM debian AS a
RUN one
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN two
FROM a
CMD three
FROM debian
ENTRYPOINT four
SHELL ["pwsh", "-Command"]
RUN Get-Item
SHELL ["cmd", "/S", "/C"]
RUN dir
SHELL ["/usr/bin/python3", "-c"]
RUN print(1)
`;
    expect(readers(file)).toEqual([
      'shell /bin/sh -c',
      'shell /bin/bash -o pipefail -c',
      'shell /bin/bash -o pipefail -c',
      'shell /bin/sh -c',
      'powershell pwsh -Command',
      'cmd cmd /S /C',
      'other /usr/bin/python3 -c',
    ]);
  });

  test.each([
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'cmd cmd /S /C'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022', 'cmd cmd /S /C'],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8', 'cmd cmd /S /C'],
    ['golang:1.23-windowsservercore', 'cmd cmd /S /C'],
    ['--platform=windows/amd64 base', 'cmd cmd /S /C'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0', 'shell /bin/sh -c'],
    ['example/windows-cross:1', 'shell /bin/sh -c'],
  ])('the default of %s', (from, reader) => {
    expect(readers(`FROM ${from}\nRUN build\n`)).toEqual([reader]);
  });

  test('a comment names the shell until the next stage', () => {
    const file =
      'FROM a\nRUN x\n# hadolint shell=pwsh\nRUN y\nRUN z\nFROM b\nRUN w\n# hadolint ignore=DL3008 shell=bash\nRUN v\n';
    expect(readers(file)).toEqual([
      'shell /bin/sh -c',
      'powershell pwsh',
      'powershell pwsh',
      'shell /bin/sh -c',
      'shell bash',
    ]);
  });

  test('the #! line of a document that is all there is', () => {
    const file = `FROM a
SHELL ["/bin/bash", "-c"]
RUN <<EOF
one
EOF
RUN <<'EOF'
#!/usr/bin/env -S python3 -u
print("x")
EOF
RUN <<EOF
#!/bin/sh -e
two
EOF
RUN <<EOF tee f
#!/usr/bin/env node
EOF
`;
    expect(readers(file)).toEqual([
      'shell /bin/bash -c',
      'other python3 -u',
      'shell /bin/sh -e',
      'shell /bin/bash -c',
    ]);
  });

  test('JSON arrays have no shell; HEALTHCHECK NONE and other instructions no body', () => {
    const file =
      'FROM a\nHEALTHCHECK --interval=1s CMD ["curl", "x"]\nHEALTHCHECK NONE\nCOPY a b\nONBUILD RUN make\nHEALTHCHECK CMD curl y\nCMD ["a"]\n';
    expect(readers(file)).toEqual(['exec', 'shell /bin/sh -c', 'shell /bin/sh -c', 'exec']);
  });
});

describe('places in the file', () => {
  test('documents after a command line, tabs taken off, the escape character changed', () => {
    const file =
      '# escape=`\nFROM a\nRUN cat <<-EOF > f && `\n    # note\n    run <<X\n\t\thello $(pwd)\n\tEOF\nshe\nX\n';
    const script = shellIn(bodiesOf(file)[0]);
    expect(written(file, script)).toEqual(['cat', 'pwd', 'run']);
    const [cat, , run] = flatCommands(script);
    const { span, text } = cat?.redirects[0]?.heredoc ?? {};
    expect(span && file.slice(span.start, span.end)).toBe('hello $(pwd)\n');
    expect(text).toBe('hello $(pwd)\n');
    expect(run?.redirects[0]?.heredoc?.text).toBe('she\n');
  });

  test('a document that is the script itself', () => {
    const file =
      'FROM a\nRUN <<-EOF\n\tset -e\n\t\tapt-get update\n\n\tapt-get install \\\n\t  curl\nEOF\n';
    expect(written(file, shellIn(bodiesOf(file)[0]))).toEqual([
      'set -e',
      'apt-get update',
      'apt-get install curl',
    ]);
  });

  test.each([
    ['RUN bash -lc "npm ci && npm run \\"a b\\""', ['npm ci', 'npm run "a b\\"']],
    [`RUN sh -ec 'cd /x; ls'`, ['cd /x', 'ls']],
    [`RUN sh -c cd\\ /x";l"'s'`, ['cd /x', 'l"\'s']],
    ['RUN sh -c "one \\\n  two" && sh -c "x"', ['x']],
    ['RUN y && sh -c "one \\\n  two"', ['one two']],
    ['RUN set -e', undefined],
    ['RUN bash -eo pipefail -c "a | b"', ['a', 'b']],
    ['RUN env A=1 -u B sh -c "a $X"', ['a $X']],
    ['RUN sudo -u app -- bash -c "a"', ['a']],
    ['RUN su - app -c "a b"', ['a b']],
    ['RUN su -s /bin/bash app --command "a b"', ['a b']],
    ['RUN find . -exec sh -c "rm \\$1" _ {} \\;', ['rm $1']],
    [`RUN ls | xargs -n1 sh -c 'stat "$0"'`, ['stat "$0"']],
    ['RUN timeout 5 nice -n 3 busybox sh -c "a"', ['a']],
    ['RUN eval "a; b"', ['a', 'b']],
    ['RUN eval a "b c"', ['a b c']],
    ['RUN bash <<EOF\necho \\$x\nEOF', ['echo $x']],
    ['RUN <<EOF bash -s -- arg\na\nb\nEOF', ['a', 'b']],
    ['RUN bash file <<EOF\na\nEOF', undefined],
    ['RUN python3 -c "print(1)"', undefined],
    ['CMD ["sh", "-c", "exec \\"a b\\" && node\\u0020x"]', ['exec "a b\\"', 'node x']],
  ])('code inside %s', (line, expected) => {
    const file = `FROM a\n${line}\n`;
    const inner = innerBody(firstCommand(file));
    const found = inner?.kind === 'shell' ? written(file, inner.script) : undefined;
    expect(found).toEqual(expected);
  });

  test.each([
    ['RUN python3 -W ignore -c "print(1)"', 'other', 'python3 -W ignore -c', 'print(1)'],
    ["RUN python3 - <<'EOF'\nimport os\nEOF", 'other', 'python3 -', 'import os\n'],
    ['RUN node --eval "a()"', 'other', 'node --eval', 'a()'],
    ['RUN pwsh -NoP -Command "Get-Item x"', 'powershell', 'pwsh -NoP -Command', 'Get-Item x'],
    ['RUN cmd /S /C dir c', 'cmd', 'cmd /S /C', 'dir c'],
    ["RUN perl -e 'print 1'", 'other', 'perl -e', 'print 1'],
  ])('code for another program: %s', (line, kind, interpreter, text) => {
    const file = `FROM a\n${line}\n`;
    const inner = innerBody(firstCommand(file));
    if (inner === undefined || inner.kind === 'exec') throw new Error('no code');
    expect([inner.kind, inner.interpreter.join(' '), inner.text]).toEqual([
      kind,
      interpreter,
      text,
    ]);
    expect(file.slice(inner.span.start, inner.span.end)).toBe(text);
  });

  test('what the shell around it puts in is said', () => {
    const inner = innerBody(firstCommand('FROM a\nRUN sh -c "a $X \\$Y"\n'));
    expect(inner).toMatchObject({ kind: 'shell', computed: true, text: 'a $X $Y' });
    const known = innerBody(firstCommand('FROM a\nRUN sh -c "a \\$Y"\n'));
    expect(known).not.toHaveProperty('computed');
  });
});
