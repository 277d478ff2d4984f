import { splitLines } from '../../formats/lines.ts';
import { joinPath } from '../../project/paths.ts';
import type { Evidence } from '../../facts/project.ts';
import { evidence } from '../../project/evidence.ts';
import type { ProjectView } from '../../project/view.ts';

/** A command line that somebody wrote for starting the program. */
export interface Written {
  readonly words: readonly string[];
  readonly from: Evidence;
  readonly kind: 'Procfile' | 'Dockerfile';
}

const NAMES = ['Dockerfile', 'Containerfile', 'Dockerfile.prod', 'docker/Dockerfile'];

/** Command lines of the Procfile's `web` and of the CMD and ENTRYPOINT of a Dockerfile beside the application. */
export function writtenCommands(view: ProjectView, dir: string): readonly Written[] {
  const all: Written[] = [];
  const procfile = joinPath(dir, 'Procfile');
  for (const [index, line] of splitLines(view.text(procfile) ?? '').entries()) {
    const command = /^web\s*:\s*(.+)$/.exec(line)?.[1];
    const words = command === undefined ? undefined : plainWords(command);
    if (words) all.push({ words, from: evidence(procfile, index + 1, 'web'), kind: 'Procfile' });
  }
  for (const name of NAMES) all.push(...fromDockerfile(view, joinPath(dir, name)));
  return all;
}

function fromDockerfile(view: ProjectView, file: string): readonly Written[] {
  const text = view.text(file);
  if (text === undefined || text.length > 200_000) return [];
  const all: Written[] = [];
  // Continuation lines become one line; the offsets of what comes before stay right.
  for (const match of text.matchAll(
    /^[ \t]*(?:CMD|ENTRYPOINT)[ \t]+((?:[^\n\\]|\\[ \t]*\r?\n|\\.)*)/gim,
  )) {
    const command = (match[1] ?? '').replace(/\\[ \t]*\r?\n/g, ' ').trim();
    const words = command.startsWith('[') ? jsonWords(command) : plainWords(command);
    const line = text.slice(0, match.index).split('\n').length;
    if (words) all.push({ words, from: evidence(file, line, 'CMD'), kind: 'Dockerfile' });
  }
  return all.slice(-2).toReversed();
}

function jsonWords(command: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(command);
    const strings =
      Array.isArray(value) && value.every((one): one is string => typeof one === 'string');
    if (!strings) return undefined;
    const words: readonly string[] = value;
    return /^(?:.*\/)?(?:ba|da)?sh$/.test(words[0] ?? '') && words[1] === '-c'
      ? plainWords(words[2] ?? '')
      : words;
  } catch {
    return undefined;
  }
}

/** Words of a command line without shell syntax but quotes and `$NAME`; undefined when it needs a shell. */
export function plainWords(command: string): readonly string[] | undefined {
  if (command.length > 10_000) return undefined;
  const line = command.replace(/^exec\s+/, '').trim();
  if (/[;&|<>`\n]|\$\(/.test(line.replace(/'[^']*'|"[^"]*"/g, ''))) return undefined;
  const words: string[] = [];
  for (const match of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)) {
    words.push(
      match[0].replace(
        /'([^']*)'|"([^"]*)"/g,
        (_, a: string | undefined, b: string | undefined) => a ?? b ?? '',
      ),
    );
  }
  return words.length === 0 || /^\w+=/.test(words[0] ?? '') ? undefined : words;
}

/** Port and address in the options of a server's command line. */
export function addressIn(words: readonly string[]): {
  readonly port?: number;
  readonly host?: string;
  readonly fromVariable?: string;
} {
  const options = optionsIn(words);
  const bind = options.get('--bind') ?? options.get('-b');
  const parts =
    bind === undefined ? undefined : /^(?:https?:\/\/)?(\[[^\]]*\]|[^:]*):(.+)$/.exec(bind);
  const port =
    options.get('--port') ?? options.get('--server.port') ?? options.get('-p') ?? parts?.[2];
  const host = options.get('--host') ?? options.get('--server.address') ?? parts?.[1];
  const number =
    /^\d{1,5}$/.exec(port ?? '')?.[0] ?? /^\$\{\w+:-(\d{1,5})\}$/.exec(port ?? '')?.[1];
  const name = /^\$\{?(\w+)/.exec(port ?? '')?.[1];
  return {
    ...(number !== undefined && { port: Number(number) }),
    ...(host !== undefined && host !== '' && { host }),
    ...(name !== undefined && { fromVariable: name }),
  };
}

function optionsIn(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const joined = /^(--[\w.-]+)=(.*)$/.exec(word);
    if (joined) options.set(joined[1] ?? '', joined[2] ?? '');
    else if (/^-b\S/.test(word)) options.set('-b', word.slice(2));
    else if (word.startsWith('-')) options.set(word, words[index + 1] ?? '');
  }
  return options;
}

/** `/code/jobs/report.py` is `code/jobs/report.py`, `jobs/report.py` or `report.py` of the project. */
export function withoutDirectories(word: string): readonly string[] {
  const parts = word.split('/').filter((part) => part !== '' && part !== '.');
  return parts.map((_, from) => parts.slice(from).join('/'));
}
