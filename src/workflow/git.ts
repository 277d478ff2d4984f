import { relative } from 'node:path';
import type { Host } from '../host/types.ts';
import { decodeText } from '../text/bytes.ts';

/** Whether replacing a file would lose work that git does not hold. */
export type Safekeeping = 'committed' | 'uncommitted' | 'no-git';

/**
 * Whether the file's content is what the last commit holds. Reads one blob and nothing else of the
 * repository: no index refresh, so that no filter, hook or monitor it configures is started.
 */
export async function safekeeping(host: Host, root: string, path: string): Promise<Safekeeping> {
  const git = host.processes.which('git', root);
  if (git === undefined || host.files.stat(`${root}/.git`) === undefined) return 'no-git';
  const name = relative(root, path).split('\\').join('/');
  const args = [
    '-c',
    'core.hooksPath=/dev/null',
    '-c',
    'core.fsmonitor=false',
    '-c',
    'protocol.allow=never',
    'cat-file',
    'blob',
    `HEAD:${name}`,
  ];
  const env = {
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_DIR: undefined,
    GIT_WORK_TREE: undefined,
  };
  const result = await host.processes.run(git, args, {
    cwd: root,
    env,
    timeout: 10_000,
    keep: 32 * 1024 * 1024,
  });
  if (result.code !== 0) return 'uncommitted';
  return sameLines(result.stdout, decodeText(host.files.read(path))) ? 'committed' : 'uncommitted';
}

/** Equal but for the line ends that `core.autocrlf` changes. */
function sameLines(a: string, b: string): boolean {
  return a === b || a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}
