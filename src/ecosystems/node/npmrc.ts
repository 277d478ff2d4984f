import { splitLines } from '../../formats/lines.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';

/** Whether `.npmrc` is there, and whether it holds a credential (a reference to a variable counts: it needs one). */
export function readNpmrc(view: ProjectView, dir: string): 'none' | 'settings' | 'secret' {
  const text = view.text(joinPath(dir, '.npmrc'));
  if (text === undefined) return 'none';
  const secret = splitLines(text).some((line) =>
    /^\s*(?:[^#;=\s]*:)?(?:_authToken|_auth|_password|username|password|certfile|keyfile|key)\s*=\s*\S/.test(
      line.slice(0, 2000),
    ),
  );
  return secret ? 'secret' : 'settings';
}

/** The scripts npm runs by itself while it installs the project. */
const LIFECYCLE: readonly string[] = [
  'preinstall',
  'install',
  'postinstall',
  'preprepare',
  'prepare',
  'postprepare',
  'prepublish',
];

export function lifecycleScripts(scripts: Readonly<Record<string, string>>): readonly string[] {
  return LIFECYCLE.filter((name) => Object.hasOwn(scripts, name));
}
