import { posix } from 'node:path';
import type { MadeProgram } from '../plan/types.ts';
import { onlyMake } from './keep-go-make.ts';
import { contextPathOf, type GoReading, isDirectory } from './keep-go.ts';

/** What stands on any base of ours anyway: certificates, time zones, the account's name. */
const FOUNDATIONS =
  /^\/(?:etc\/(?:ssl(?:\/.*)?|passwd|group|nsswitch\.conf|localtime|pki(?:\/.*)?|ca-certificates(?:\/.*)?)|usr\/share\/(?:zoneinfo|ca-certificates)(?:\/.*)?|usr\/local\/go\/lib\/time(?:\/.*)?|usr\/local\/share\/ca-certificates(?:\/.*)?)\/?$/;

/** What the compiler's stages bring along by themselves. */
const OWN_CACHES = /^\/(?:go\/pkg(?:\/.*)?|root\/\.cache(?:\/.*)?|usr\/local\/go(?:\/.*)?)$/;

/** What a COPY from another stage brings into the image: programs, files of the context, or something unknown. */
export function readGoStageCopy(
  sources: readonly string[],
  destination: { readonly written: string; readonly path: string },
  workdir: string,
  go: GoReading,
  inContext: (path: string) => boolean,
): {
  readonly copies: readonly string[];
  readonly made: readonly (Omit<MadeProgram, 'otherwise'> & { readonly source: string })[];
  readonly strange: readonly string[];
} {
  const copies: string[] = [];
  const made: (Omit<MadeProgram, 'otherwise'> & { readonly source: string })[] = [];
  const make = onlyMake(go);
  const strange: string[] = [];
  const toDir =
    sources.length > 1 ||
    /(?:^|\/)\.{0,2}$|\/$/.test(destination.written) ||
    isDirectory(destination.path, workdir);
  for (const source of sources) {
    const path = posix.resolve('/', source);
    const target = toDir ? posix.join(destination.path, posix.basename(path)) : destination.path;
    if (FOUNDATIONS.test(path)) go.foundations.push(path);
    let found =
      FOUNDATIONS.test(path) || OWN_CACHES.test(path) || path === '/probe' || path === '/out/probe';
    for (const program of go.programs) {
      for (const own of program.paths) {
        if (own === path) program.places.push(target);
        else if (own.startsWith(path === '/' ? '/' : `${path}/`))
          program.places.push(posix.join(destination.path, posix.relative(path, own)));
        else continue;
        found = true;
      }
    }
    if (found) continue;
    const from = contextPathOf(path, go);
    if (from !== undefined && from !== '.' && inContext(from))
      copies.push(
        `COPY ${from} ${destination.path}${toDir && destination.path !== '/' ? '/' : ''}`,
      );
    else if (from !== undefined && from !== '.' && make)
      made.push({ ...make, from, to: target, source });
    else strange.push(source);
  }
  return { copies, made, strange };
}

/** What a COPY from another stage brings the compiler that the new file would not have. */
export function strangeForBuild(sources: readonly string[], go: GoReading): readonly string[] {
  return sources.filter((source) => {
    const path = posix.resolve('/', source);
    const program = go.programs.some((one) =>
      one.paths.some((own) => own === path || own.startsWith(`${path}/`)),
    );
    const known = FOUNDATIONS.test(path) || OWN_CACHES.test(path) || program;
    return !known && contextPathOf(path, go) === undefined;
  });
}
