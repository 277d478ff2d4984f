import { describe, expect, it } from 'vitest';
import type { CommandTrace } from '../facts/image.ts';
import { lastStep, traceOf } from './model-fixtures.ts';

const FILES = { 'a.txt': 'a', 'old.tar.gz': 'z', 'run.sh': '#!/bin/sh\ntouch /opt/made\n' };
const START = 'FROM example\nWORKDIR /app\nCOPY . .\n';

/** Whether paths are there after a command line, as `yes`, `no` or `unknown`. */
function after(line: string, ...paths: readonly string[]): (string | undefined)[] {
  const { result } = traceOf(`${START}RUN ${line}\n`, FILES);
  return paths.map((path) => result?.files.get(path).is);
}

function commands(line: string): readonly CommandTrace[] {
  return lastStep(traceOf(`${START}RUN ${line}\n`, FILES), 'RUN').commands;
}

/** Whether every command of a line is understood, else the words that are not. */
function understood(line: string): true | string[] {
  const odd = commands(line).filter((one) => !one.effect.understood);
  return odd.length === 0 || odd.flatMap((one) => one.effect.strange ?? [one.program ?? '?']);
}

describe('options', () => {
  it('that a program has are understood, bundled, abbreviated or with a value', () => {
    for (const line of [
      'apt-get -qqy -o Dpkg::Use-Pty=0 install --no-install-recommends curl',
      'tar xzf old.tar.gz -C /opt --strip-components 1',
      'curl -fsSL --retry 3 https://example.org/tool -o /usr/local/bin/tool',
      'useradd --create-ho -u 1001 app',
      'cp -a a.txt b.txt && install -D -m 0755 a.txt /opt/bin/a',
      'gpg --batch --keyserver hkps://keys.example.org --recv-keys ABC',
      'find . -type f -name "*.pyc" -exec rm -f {} +',
      'chmod -x run.sh && sed -i.bak -e s/a/b/ a.txt && head -5 a.txt',
    ])
      expect([line, understood(line)]).toEqual([line, true]);
  });

  it('in one word keep their meaning', () => {
    expect(after('apt-get install -qqUy curl', '/var/lib/apt/lists')).toEqual(['yes']);
    expect(understood('apt-get -q=2 update')).toBe(true);
  });

  it('that a program does not have make its effect unknown', () => {
    expect(understood('mkdir --frobnicate x')).toEqual(['--frobnicate']);
    expect(after('mkdir --frobnicate x', '/app/x')).toEqual(['unknown']);
    expect(understood('apt-get dance')).toEqual(['dance']);
    expect(understood('mystify a.txt')).toEqual(['mystify']);
    expect(after('mystify a.txt', '/app/a.txt', '/app/run.sh')).toEqual(['unknown', 'yes']);
  });

  it('and operands that are computed are doubts where they matter, and only there', () => {
    expect(understood('rm "$(printenv X)"')).toEqual(['"$(printenv X)"']);
    expect(understood('curl -o tool "https://example.org/$(printenv V)/tool"')).toBe(true);
    expect(after('curl -o tool "https://example.org/$(printenv V)"', '/app/tool')).toEqual(['yes']);
  });
});

describe('files', () => {
  it('come from where a command says', () => {
    expect(
      after(
        'gzip -k a.txt && xz run.sh',
        '/app/a.txt.gz',
        '/app/a.txt',
        '/app/run.sh.xz',
        '/app/run.sh',
      ),
    ).toEqual(['yes', 'yes', 'yes', 'no']);
    expect(after('git clone https://example.org/x/tool.git', '/app/tool/.git')).toEqual(['yes']);
    expect(after('ln -s /app/a.txt /opt/ && ln a.txt hard', '/opt/a.txt', '/app/hard')).toEqual([
      'yes',
      'yes',
    ]);
    expect(after('wget -qO- https://example.org/x | tee /opt/x', '/opt/x')).toEqual(['yes']);
    expect(after('{ echo a; echo b; } > both', '/app/both')).toEqual(['yes']);
  });

  it('that find selects by name go', () => {
    expect(after('find /app -name "*.txt" -delete', '/app/a.txt', '/app/run.sh')).toEqual([
      'no',
      'yes',
    ]);
    expect(after('find . -type f -exec rm {} +', '/app/a.txt', '/app')).toEqual(['no', 'yes']);
  });
});

describe('what commands print', () => {
  it('is known where another command asks for it', () => {
    expect(
      after(
        'd="$(mktemp -d)" && touch "$d/x" && rm -rf "$d" && touch "$(basename /opt/y)"',
        '/app/y',
      ),
    ).toEqual(['yes']);
    expect(understood('d="$(mktemp -d)" && rm -rf "$d"')).toBe(true);
    expect(
      after(
        'touch "x-$(uname -m)" "y-$(dpkg --print-architecture)"',
        '/app/x-x86_64',
        '/app/y-amd64',
      ),
    ).toEqual(['yes', 'yes']);
    expect(
      after('v="$(echo amd64-3)" && touch "${v%%-*}" "${v##*-}"', '/app/amd64', '/app/3'),
    ).toEqual(['yes', 'yes']);
  });

  it('is not known where it is more than one command', () => {
    expect(understood('rm "$(echo a; printenv B)"')).not.toBe(true);
    expect(understood('rm "$(printenv A | tr a b)"')).not.toBe(true);
  });
});

describe('scripts and functions', () => {
  it('get the words they are given', () => {
    expect(after(`sh -c 'touch "$1" "/opt/$2"' -- one two`, '/app/one', '/opt/two')).toEqual([
      'yes',
      'yes',
    ]);
    expect(
      after('make_it() { shift; touch "$@"; }; make_it skipped p q', '/app/p', '/app/q'),
    ).toEqual(['yes', 'yes']);
    expect(after('sh run.sh', '/opt/made')).toEqual(['yes']);
  });

  it('that are taken in may set any variable; a virtual environment comes first on the PATH', () => {
    expect(understood('. /etc/os-release && touch "x-$VERSION_CODENAME"')).toEqual([
      '"x-$VERSION_CODENAME"',
    ]);
    expect(after('. /opt/v/bin/activate && touch "$VIRTUAL_ENV/x"', '/opt/v/x')).toEqual(['yes']);
    expect(after('. /opt/v/bin/activate && pip install flask', '/opt/v/bin/flask')).toEqual([
      'yes',
    ]);
  });

  it('run as the user that a starter names', () => {
    const trace = traceOf('FROM node:22-slim\nUSER node\nRUN sudo touch /opt/x && touch /tmp/y\n');
    const uid = (path: string): unknown => trace.result?.files.get(path).entry?.uid;
    expect(uid('/opt/x')).toMatchObject({ known: true, value: 0 });
    expect(uid('/tmp/y')).toMatchObject({ known: true, value: 1000 });
  });
});
