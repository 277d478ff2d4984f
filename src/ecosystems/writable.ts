import { posix } from 'node:path';
import type { RecipeInput, Step } from '../plan/types.ts';
import type { Carried } from './carry.ts';
import { copy, knownAs, run } from './steps.ts';

const WHY_WRITABLE = 'directories the application writes to';

/** Writable directories by the directory they lie in: COPY gives owners to what it copies, not to where. */
function byParent(carried: Carried): readonly (readonly [string, readonly string[]])[] {
  const parents = new Map<string, string[]>();
  for (const path of carried.writable) {
    const parent = posix.dirname(path);
    parents.set(parent, [...(parents.get(parent) ?? []), posix.basename(path)]);
  }
  return [...parents];
}

/** Files beside the sources that the program writes to. */
function writtenFiles(input: RecipeInput, carried: Carried): readonly string[] {
  const paths = input.application.writes.map((one) => posix.resolve(carried.workdir, one.value));
  return paths.filter(
    (path) => posix.dirname(path) === carried.workdir && !carried.writable.includes(path),
  );
}

/** What the repository itself has in a writable directory, given to the program with it. */
function contents(input: RecipeInput, carried: Carried, user: string): readonly Step[] {
  return [...carried.writable, ...writtenFiles(input, carried)]
    .filter((path) => path.startsWith(`${carried.workdir}/`))
    .map((path) => posix.relative(carried.workdir, path))
    .filter((path) => input.exists(path))
    .map((path) => {
      const source = input.dir === '.' ? path : `${input.dir}/${path}`;
      return copy(
        { sources: [source], to: `./${path}`, chown: user },
        { why: knownAs(WHY_WRITABLE) },
      );
    });
}

/**
 * Gives the program its writable directories; has to stand after the sources, whose
 * COPY would take them away again. Without a shell (`from`) they are made in another
 * stage and copied with their owner.
 */
export function writableSteps(
  input: RecipeInput,
  carried: Carried,
  user: string,
  from: string | undefined,
): readonly Step[] {
  const why = { why: knownAs(WHY_WRITABLE), comment: ['The program writes here.'] };
  if (carried.writable.length === 0) return [];
  if (from === undefined) {
    const own = carried.writable.filter((path) => path !== carried.workdir);
    const here = carried.writable.includes(carried.workdir)
      ? [`chown ${user} ${carried.workdir}`]
      : [];
    const paths = own.join(' ');
    const made = own.length > 0 ? [`mkdir -p ${paths}`, `chown -R ${user} ${paths}`] : [];
    const files = contents(input, { ...carried, writable: [] }, user);
    return [run([...made, ...here], [], why), ...files];
  }
  const made = byParent(carried).map(([parent], index) =>
    copy(
      {
        from,
        sources: [`/writable/${index}/`],
        to: parent === '/' ? '/' : `${parent}/`,
        chown: user,
      },
      index === 0 ? why : { why: why.why },
    ),
  );
  return [...contents(input, carried, user), ...made];
}

/** The step of the other stage that makes what {@link writableSteps} copies. */
export function writableSkeleton(carried: Carried): readonly Step[] {
  const paths = byParent(carried).flatMap(([, names], index) =>
    names.map((name) => `/writable/${index}/${name}`),
  );
  if (paths.length === 0) return [];
  return [run([`mkdir -p ${paths.join(' ')}`], [], { why: knownAs(WHY_WRITABLE) })];
}
