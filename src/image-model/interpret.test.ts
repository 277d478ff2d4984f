import { describe, expect, it } from 'vitest';
import { valueOf } from '../facts/origin.ts';
import { lastStep, traceOf } from './model-fixtures.ts';
import {
  canRead,
  commandOf,
  effectiveUid,
  hasProgram,
  packagesOf,
  sizeOf,
  usersOf,
} from './queries.ts';

const NODE = 'FROM node:22-slim\n';

function command(text: string): readonly string[] | undefined {
  const { result } = traceOf(NODE + text);
  return result && commandOf(result);
}

function outcome(line: string): string {
  return lastStep(traceOf(`${NODE}RUN ${line}\n`), 'RUN').succeeds;
}

describe('configuration', () => {
  it('follows ENV, ARG and WORKDIR with their expansions', () => {
    const state = traceOf(
      `ARG TAG=22\nFROM node:\${TAG}-slim\nARG DIR=srv\nENV A=1 B=$A\nENV C=\${A}-\${DIR}\nWORKDIR /$DIR\nWORKDIR app\n`,
    ).result;
    expect(state && valueOf(state.config.workdir)).toBe('/srv/app');
    const env = (name: string): string | undefined => {
      const fact = state?.config.env.get(name);
      return fact && valueOf(fact);
    };
    expect([env('A'), env('B'), env('C'), env('NODE_VERSION')]).toEqual([
      '1',
      '',
      '1-srv',
      '22.1.0',
    ]);
  });

  it('takes what an unknown base may set for unknown', () => {
    const state = traceOf('FROM registry.example/base\nENV P=$SOMETHING\nWORKDIR $P/x\n').result;
    expect(state?.config.env.get('P')?.known).toBe(false);
    expect(state?.config.workdir.known).toBe(false);
    expect(state?.config.user.known).toBe(false);
  });

  it('resets CMD by ENTRYPOINT only when it came with the base', () => {
    expect(command('')).toEqual(['docker-entrypoint.sh', 'node']);
    expect(command('ENTRYPOINT ["/tini"]')).toEqual(['/tini']);
    expect(command('CMD ["a"]\nENTRYPOINT ["/tini"]')).toEqual(['/tini', 'a']);
    expect(command('ENTRYPOINT run it\nCMD ["a"]')).toEqual(['/bin/sh', '-c', 'run it']);
  });
});

function has(text: string, path: string): string | undefined {
  return traceOf(NODE + text).result?.files.get(path).is;
}

describe('directories that are made', () => {
  it('are empty where nothing was', () => {
    expect(has('RUN mkdir /out\n', '/out/a')).toBe('no');
    expect(has('WORKDIR /srv/app\n', '/srv/app/a')).toBe('no');
  });

  it('may hold anything where an unknown program was before', () => {
    expect(has('RUN unheard-of\nWORKDIR /srv/app\n', '/srv/app/a')).toBe('unknown');
    expect(has('RUN unheard-of\nRUN touch /srv/app/b\n', '/srv/app/a')).toBe('unknown');
    expect(has('RUN unheard-of\nCOPY --from=bare /usr /opt/x\n', '/opt/x/a')).toBe('unknown');
  });
});

describe('RUN', () => {
  it('fails only where the control flow fails', () => {
    expect(outcome('curl -fsS https://a.example')).toBe('no');
    expect(outcome('curl https://a.example || true')).toBe('yes');
    expect(outcome('if curl https://a.example; then exit 1; fi')).toBe('yes');
    expect(outcome('set -e; curl https://a.example; true')).toBe('no');
    expect(outcome('curl https://a.example; true')).toBe('yes');
    expect(outcome('true && ! curl https://a.example')).toBe('yes');
    expect(outcome('some-tool && curl https://a.example')).toBe('unknown');
    expect(outcome('apt-get update && apt-get install -y curl && curl https://a.example')).toBe(
      'unknown',
    );
  });

  it('knows accounts after useradd, taken names and ids, and the home', () => {
    const trace = traceOf(
      `${NODE}RUN groupadd -g 3000 crew && useradd -m -u 3001 -g crew mate\nUSER mate\n`,
    );
    const state = trace.result;
    expect(state && usersOf(state).users.find((one) => one.name === 'mate')).toMatchObject({
      uid: 3001,
      gid: 3000,
      home: '/home/mate',
    });
    expect(state && valueOf(effectiveUid(state))).toBe(3001);
    expect(state?.files.get('/home/mate').is).toBe('yes');
    const taken = lastStep(traceOf(`${NODE}RUN useradd -u 1000 mate\n`), 'RUN');
    expect(taken.succeeds).toBe('no');
    expect(taken.commands[0]?.effect.needs.find((one) => one.met === 'no')?.arg).toBe('uid 1000');
  });

  it('drops what the same RUN removes and keeps the bytes of what a later one removes', () => {
    const clean = traceOf(
      `${NODE}RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n`,
    );
    expect(clean.result?.leftovers).toEqual([]);
    expect(clean.result && packagesOf(clean.result).map((one) => one.name)).toEqual(['git']);
    const late = traceOf(`${NODE}RUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*\n`);
    expect(late.result?.leftovers.map((one) => one.kind)).toEqual(['deleted-later']);
    expect(lastStep(late, 'RUN').writes.high).toBe(0);
    expect(late.stages[0]?.steps[0]?.writes.low).toBeGreaterThan(10e6);
    const kept = traceOf(`${NODE}RUN apt-get update\n`);
    expect(kept.result?.leftovers.map((one) => [one.kind, one.path])).toEqual([
      ['package-lists', '/var/lib/apt/lists'],
    ]);
  });

  it('loses what is written under mounts', () => {
    const trace = traceOf(
      `${NODE}WORKDIR /app\nRUN --mount=type=bind,source=package.json,target=package.json --mount=type=cache,target=/root/.npm npm install\n`,
      { 'package.json': '{}' },
    );
    const step = lastStep(trace, 'RUN');
    expect(step.commands[0]?.effect.needs.every((one) => one.met === 'yes')).toBe(true);
    expect(trace.result?.files.get('/app/package.json').is).toBe('no');
    expect(trace.result?.files.get('/app/node_modules').is).toBe('yes');
    expect(trace.result?.leftovers).toEqual([]);
    expect(step.cacheInputs).toContainEqual({ kind: 'context', patterns: ['package.json'] });
  });

  it('makes what is absent unknown after a command that is not known, and keeps what is present', () => {
    const { result } = traceOf(`${NODE}COPY a.txt /data/\nRUN mystery\n`, { 'a.txt': 'x' });
    expect(result?.files.get('/data/a.txt').is).toBe('yes');
    expect(result?.files.get('/data/b.txt').is).toBe('unknown');
    const { result: bounded } = traceOf(`${NODE}COPY a.txt /data/\nUSER 1000\nRUN mystery\n`, {
      'a.txt': 'x',
    });
    expect(bounded?.files.get('/data/b.txt').is).toBe('no');
  });

  it('reads scripts in heredocs and in sh -c', () => {
    const trace = traceOf(
      `${NODE}RUN <<EOF\nset -e\nmkdir -p /srv/logs\necho ready > /srv/logs/state\nEOF\nRUN bash -c "cd /srv && cp logs/state copy"\n`,
    );
    expect(trace.result?.files.get('/srv/copy').entry?.size).toMatchObject({ low: 6, high: 6 });
  });
});

describe('hostile scripts', () => {
  it('stops following them and knows nothing of what is absent', () => {
    const words = Array.from({ length: 16 }, (_, index) => `w${index}`).join(' ');
    const loops = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `for ${name} in ${words}; do `);
    const nested = `${loops.join('')}V=$V$a; touch /srv/$a; ${'done; '.repeat(6)}true`;
    const step = lastStep(traceOf(`${NODE}RUN ${nested}\n`), 'RUN');
    expect(step.commands.length).toBeLessThanOrEqual(2_000);
    expect(step.after.files.get('/srv/anything').is).toBe('unknown');
    const doubling = `V=x; ${'V=$V$V; '.repeat(200)} echo $V > /x`;
    expect(lastStep(traceOf(`${NODE}RUN ${doubling}\n`), 'RUN').writes.high).toBeGreaterThan(0);
    const recursive = 'f() { f; f; f; f; f; f; f; f; }; f';
    expect(lastStep(traceOf(`${NODE}RUN ${recursive}\n`), 'RUN').commands.length).toBeLessThan(
      3_000,
    );
  });
});

describe('COPY', () => {
  const files = {
    'package.json': '{"a":1}',
    'src/main.js': 'run()',
    'src/deep/x.js': 'x',
    '.dockerignore': 'src/deep\n',
  };

  it('places files and directories as Docker does', () => {
    const { result } = traceOf(
      `${NODE}WORKDIR /app\nCOPY package.json src/main.js ./\nCOPY src lib\nCOPY src/main.js /bin/run\n`,
      files,
    );
    const is = (path: string): string | undefined => result?.files.get(path).is;
    expect(
      [
        '/app/package.json',
        '/app/main.js',
        '/app/lib/main.js',
        '/app/lib/deep/x.js',
        '/app/lib/src',
        '/bin/run',
      ].map(is),
    ).toEqual(['yes', 'yes', 'yes', 'no', 'no', 'yes']);
    expect(result?.files.get('/app/package.json').entry?.size).toEqual({
      low: 7,
      high: 7,
      basis: 'exact',
    });
  });

  it('fails for what the context lacks or the ignore file keeps out', () => {
    expect(lastStep(traceOf(`${NODE}COPY nothing.txt /\n`, files), 'COPY').succeeds).toBe('no');
    expect(lastStep(traceOf(`${NODE}COPY src/deep/x.js /\n`, files), 'COPY').succeeds).toBe('no');
    expect(lastStep(traceOf(`${NODE}COPY nothing.txt /\n`), 'COPY').succeeds).toBe('unknown');
  });

  it('sets owners and modes', () => {
    const { result } = traceOf(
      `${NODE}COPY --chown=node:node --chmod=640 package.json /x/\n`,
      files,
    );
    const entry = result?.files.get('/x/package.json').entry;
    expect(entry && [valueOf(entry.uid), valueOf(entry.gid), valueOf(entry.mode)]).toEqual([
      1000, 1000, 0o640,
    ]);
    expect(
      result && [canRead(result, '/x/package.json', 1000), canRead(result, '/x/package.json', 5)],
    ).toEqual(['yes', 'no']);
  });

  // Seen on BuildKit 0.2x: files keep the owner they have in the stage, the destination directory is new.
  it('takes files of stages with their owners, bytes and leftovers', () => {
    const trace = traceOf(
      `FROM node:22-slim AS build\nWORKDIR /app\nCOPY . .\nRUN chown -R 1234:55 /app && npm install\nFROM bare\nCOPY --from=build /app /srv\n`,
      files,
    );
    const entry = trace.result?.files.get('/srv/package.json').entry;
    expect(entry && valueOf(entry.uid)).toBe(1234);
    const top = trace.result?.files.get('/srv').entry;
    expect(top && valueOf(top.uid)).toBe(0);
    expect(trace.result?.files.get('/srv/node_modules').is).toBe('yes');
    expect(trace.result?.files.get('/srv/other').is).toBe('no');
    const missing = traceOf(
      `FROM node:22-slim AS build\nWORKDIR /app\nFROM bare\nCOPY --from=build /app/dist /srv\n`,
      files,
    );
    expect(lastStep(missing, 'COPY').succeeds).toBe('no');
  });

  it('writes heredocs', () => {
    const { result } = traceOf('FROM scratch\nCOPY <<EOF /etc/motd\nahoy\nEOF\n');
    expect(result?.files.get('/etc/motd').entry?.content).toEqual({ text: 'ahoy\n' });
    expect(result && sizeOf(result)).toEqual({ low: 5, high: 5, basis: 'exact' });
  });
});

describe('programs', () => {
  it('finds them along PATH, through links, and after installs', () => {
    const { result } = traceOf(`${NODE}RUN apt-get update && apt-get install -y git\n`);
    const is = (name: string): string | undefined => result && hasProgram(result, name).is;
    expect(['node', '/bin/sh', '/usr/bin/sh', 'git'].map(is)).toEqual(['yes', 'yes', 'yes', 'yes']);
    // Git brings the library, not the program.
    expect(is('curl')).toBe('no');
    const { result: plain } = traceOf(NODE);
    expect(plain && hasProgram(plain, 'curl').is).toBe('no');
    const { result: bare } = traceOf('FROM bare\n');
    expect(
      bare && ['sh', 'anything', '/usr/bin/app'].map((name) => hasProgram(bare, name).is),
    ).toEqual(['no', 'no', 'yes']);
  });
});
