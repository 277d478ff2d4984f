import type { Evidence } from '../../facts/project.ts';
import { baseName, joinPath, relativeTo } from '../../project/paths.ts';
import { evidence } from '../../project/evidence.ts';
import type { ProjectView } from '../../project/view.ts';
import { type GoManifest, moduleName } from './manifest.ts';
import { type GoFile, callsOf, reachableFrom } from './packages.ts';

/** A package that becomes a program. */
export interface GoMain {
  /** Relative to the module, `.` for its root. */
  readonly path: string;
  readonly file: GoFile;
  readonly from: Evidence;
  readonly score: number;
}

/** Parts of a path whose programs are not the product. */
const ASIDE =
  /^(?:examples?|_examples?|samples?|demos?|testdata|tools?|hack|scripts?|internal\/tools|build|ci|magefiles?|mage|bench(?:mark)?s?|tests?|e2e|fixtures?|docs?|misc|contrib|third_party|gen|codegen|generate|generators?)$/;

/** Every `package main` with a `func main()`, most likely product first. */
export function findMains(
  view: ProjectView,
  manifest: GoManifest,
  files: readonly GoFile[],
  dockerfile?: string,
): readonly GoMain[] {
  const mains = files
    .filter((file) => file.package === 'main')
    .flatMap((file) => {
      const at = /^func[ \t]+main[ \t]*\(\s*\)/m.exec(file.source.code);
      if (at === null) return [];
      const path = relativeTo(manifest.dir, file.dir) ?? file.dir;
      return [{ path, file, from: evidence(file.file, file.source.line(at.index), 'func main') }];
    });
  const product = mains.filter((one) => !one.path.split('/').some((part) => ASIDE.test(part)));
  const chosen = product.length > 0 ? product : mains;
  const texts = [
    'Dockerfile',
    'Procfile',
    'Makefile',
    'Taskfile.yml',
    '.goreleaser.yml',
    '.goreleaser.yaml',
    '.ko.yaml',
    '.air.toml',
    'fly.toml',
  ]
    .map((name) => ({
      name,
      text: (view.text(joinPath(manifest.dir, name)) ?? '').slice(0, 100_000),
    }))
    .filter((one) => one.text !== '');
  const named = dockerfile === undefined ? undefined : view.text(dockerfile);
  if (named !== undefined) {
    const own = texts.findIndex((one) => one.name === 'Dockerfile');
    if (own >= 0) texts.splice(own, 1);
    texts.push({ name: 'Dockerfile', text: named.slice(0, 100_000) });
  }
  const programs = chosen.length > 1;
  const paths = chosen.map((one) => one.path);
  return chosen
    .map((one) => ({ ...one, score: programs ? rank(manifest, files, one, texts, paths) : 0 }))
    .toSorted((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
}

function rank(
  manifest: GoManifest,
  files: readonly GoFile[],
  main: Omit<GoMain, 'score'>,
  texts: readonly { readonly name: string; readonly text: string }[],
  others: readonly string[],
): number {
  const name = main.path === '.' ? moduleName(manifest.module) : baseName(main.path);
  let score = 0;
  for (const { name: file, text } of texts) {
    if (!mentions(text, main.path)) continue;
    score += file === 'Dockerfile' ? 100 : file === 'Procfile' ? 60 : 20;
  }
  if (name === moduleName(manifest.module)) score += 30;
  // Beside `lampd` or `lamp-server`, `lamp` is their client.
  if (others.some((other) => new RegExp(`(?:^|/)${escape(name)}(?:d|-?server|-?api)$`).test(other)))
    score -= 35;
  if (main.path === '.') score += 15;
  if (/^(?:\w+[-_])?(?:server|api|web|app|http|httpd|main|service|daemon|backend)$|d$/.test(name))
    score += /^(?:server|api|web|app)$/.test(name) ? 25 : 10;
  if (
    /(?:^|[-_])(?:cli|ctl|client|migrate|migrations?|seed|worker|cron|job|tool|debug|dev|mock|loadtest|lambda|healthcheck|probe)(?:[-_]|$)|ctl$/.test(
      name,
    )
  )
    score -= 25;
  if (listens(reachableFrom(manifest, files, main.path))) score += 20;
  return score - main.path.split('/').length;
}

/** `./cmd/server` in a build command; for the root `go build .` or none but flags after it. */
function mentions(text: string, path: string): boolean {
  if (path === '.')
    return /\bgo\s+(?:build|run|install)\b(?:[^\n;&|]*\s)?(?:\.|\.\/|main\.go|\*\.go)(?=\s|$)/m.test(
      text,
    );
  const escaped = escape(path);
  return new RegExp(`(?:\\./|[\\s"'/])${escaped}(?=[\\s/"']|$)`, 'm').test(text);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether some file starts a server. */
export function listens(files: readonly GoFile[]): boolean {
  return files.some(
    (file) => callsOf(file, /(?:\.ListenAndServe(?:TLS)?|^net\.Listen|\.Listen)$/).length > 0,
  );
}
