import { readContext } from '../context/walk.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { ecosystemOf, ecosystems } from '../ecosystems/index.ts';
import type { Application } from '../facts/project.ts';
import type { Trace } from '../facts/image.ts';
import type { ReadFiles } from '../host/types.ts';
import { interpret } from '../image-model/interpret.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import type { Declined, Kept, RecipeOptions } from '../plan/types.ts';
import { detectProject } from '../project/detect-project.ts';
import { openProject } from '../project/open-project.ts';
import { synthesise, type Synthesis } from './choose.ts';
import { readKept } from './keep.ts';

/** A repository as the tests of this room see it. */
export interface Workshop {
  readonly application: Application;
  trace(dockerfile: string): Trace;
  kept(dockerfile: string): Kept;
  rewrite(
    dockerfile?: string,
    base?: RecipeOptions['base'],
    mounts?: boolean,
  ): Synthesis | Declined;
}

const PLATFORM = 'linux/amd64';

/** Opens a directory of a host, detects its first application and offers the steps of a rewrite. */
export function workshop(files: ReadFiles, root: string): Workshop {
  const found = detectProject(openProject({ files, cwd: root }, root), ecosystems);
  const application = found.applications[0];
  if (!application) throw new Error(`no application in ${root}`);
  const text = (path: string): string | undefined => {
    const stat = files.stat(`${root}/${path}`);
    return stat?.kind === 'file'
      ? new TextDecoder().decode(files.read(`${root}/${path}`))
      : undefined;
  };
  const context = (ignoreText: string | undefined): ReturnType<typeof readContext> =>
    readContext(files, root, ignoreText === undefined ? {} : { ignoreText });
  const trace = (dockerfile: string): Trace => {
    const graph = resolveStages(parseDockerfile(dockerfile), { platform: PLATFORM });
    return interpret(graph, {
      platform: PLATFORM,
      bases: lookupBase,
      application,
      context: context(undefined),
    });
  };
  const kept = (dockerfile: string): Kept => readKept(trace(dockerfile), application);
  const rewrite: Workshop['rewrite'] = (dockerfile, base = 'auto', mounts = true) => {
    const ecosystem = ecosystemOf(application.language.value);
    const recipe = {
      application,
      ...(dockerfile !== undefined && { kept: kept(dockerfile) }),
      dir: '.',
      exists: (path: string) => files.stat(`${root}/${path}`) !== undefined,
      text,
      options: { base, date: Date.parse('2026-11-22') },
    };
    const existing = text('.dockerignore');
    return synthesise({
      recipe,
      candidates: ecosystem.recipe(recipe),
      platform: PLATFORM,
      bases: lookupBase,
      mounts,
      dockerfilePath: 'Dockerfile',
      ecosystemPatterns: ecosystem.ignore(application),
      ...(existing !== undefined && { existingIgnore: existing }),
      context,
    });
  };
  return { application, trace, kept, rewrite };
}
