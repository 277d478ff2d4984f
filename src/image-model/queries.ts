import { type Bytes, addBytes } from '../facts/bytes.ts';
import type { ImageState, Package } from '../facts/image.ts';
import type { Fact } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { access } from '../programs/access.ts';
import type { Accounts } from '../programs/types.ts';
import { accountsIn, uidOf } from './accounts.ts';
import { type FoundProgram, findProgram, pathOf } from './find-program.ts';

/** Makes a question about a state answer once for each state. */
function once<T>(ask: (state: ImageState) => T): (state: ImageState) => T {
  const answers = new WeakMap<ImageState, { readonly value: T }>();
  return (state) => {
    let found = answers.get(state);
    if (!found) {
      found = { value: ask(state) };
      answers.set(state, found);
    }
    return found.value;
  };
}

/** Accounts of the image as far as /etc/passwd and /etc/group are known. */
export const usersOf: (state: ImageState) => Accounts = once((state) => accountsIn(state.files));

/** The user id with which the image's commands run. */
export const effectiveUid: (state: ImageState) => Fact<number> = once((state) =>
  uidOf(state.config, state.files),
);

const programs = new WeakMap<ImageState, Map<string, FoundProgram>>();

/** Whether a program is there: by path, or by name along PATH. */
export function hasProgram(state: ImageState, nameOrPath: string): FoundProgram {
  let asked = programs.get(state);
  if (!asked) programs.set(state, (asked = new Map()));
  let found = asked.get(nameOrPath);
  if (!found) {
    const { workdir } = state.config;
    found = findProgram(
      state.files,
      nameOrPath,
      pathOf(state.config),
      workdir.known ? workdir.value : undefined,
    );
    asked.set(nameOrPath, found);
  }
  return found;
}

/** Whether a user may read a file, all directories above it included. */
export function canRead({ files }: Pick<ImageState, 'files'>, path: string, uid: number): Tri {
  return access(files, path, { uid }, 'read').is;
}

/** Whether a user may start a file as a program. */
export function canExecute({ files }: Pick<ImageState, 'files'>, path: string, uid: number): Tri {
  return access(files, path, { uid }, 'execute').is;
}

/** What the container starts: ENTRYPOINT with CMD, a shell form inside its shell; undefined: nothing is set. */
export const commandOf: (state: ImageState) => readonly string[] | undefined = once((state) => {
  const { entrypoint, cmd, shell } = state.config;
  const argv = (line: NonNullable<typeof cmd>): readonly string[] =>
    line.form === 'json' ? line.words : [...shell, ...line.words];
  // CMD of an entrypoint in shell form is not looked at.
  if (entrypoint?.form === 'shell') return argv(entrypoint);
  const all = [...(entrypoint ? argv(entrypoint) : []), ...(cmd ? argv(cmd) : [])];
  return all.length === 0 ? undefined : all;
});

/** Bytes of the image: the base's and those of every layer. */
export const sizeOf: (state: ImageState) => Bytes = once((state) =>
  addBytes(state.baseSize, ...state.layers.map((one) => one.size)),
);

/** Packages known to be installed, those of the base not included. */
export function packagesOf(state: ImageState): readonly Package[] {
  return state.packages;
}
