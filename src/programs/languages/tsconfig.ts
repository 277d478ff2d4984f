import { parseJson } from '../../formats/json.ts';
import { asRecord, at, stringAt, stringsAt } from '../../formats/parsed.ts';
import { childPath } from '../paths.ts';
import type { Environment } from '../types.ts';

/** Files that extend each other, at most. */
const DEEPEST = 8;

/** What a tsconfig says, what it extends included. */
export interface Tsconfig {
  readonly dir: string;
  /** Everything it extends is known, too. */
  readonly whole: boolean;
  readonly outDir?: string;
  readonly rootDir?: string;
  readonly noEmit: boolean;
  readonly include?: readonly string[];
  readonly files?: readonly string[];
  readonly references: boolean;
  /** Files that are no TypeScript go through, too. */
  readonly more: boolean;
}

/** Reads a tsconfig of the image with what it extends; undefined where it is not known. */
export function readTsconfig(env: Environment, path: string): Tsconfig | undefined {
  const layers: { dir: string; value: unknown }[] = [];
  let whole = true;
  let next: string[] = [path];
  for (let depth = 0; next.length > 0 && depth < DEEPEST; depth++) {
    const further: string[] = [];
    for (const file of next) {
      const text = env.readText(file);
      const value = text && !text.partial ? parseJson(text.text).value : undefined;
      if (asRecord(value) === undefined) {
        whole = false;
        continue;
      }
      const dir = file.replace(/\/[^/]*$/, '') || '/';
      layers.push({ dir, value });
      for (const parent of stringsAt(value, 'extends').toReversed())
        if (parent.startsWith('.'))
          further.push(childPath(dir, parent.endsWith('.json') ? parent : `${parent}.json`));
        // Those of the TypeScript community set no paths.
        else if (!parent.startsWith('@tsconfig/')) whole = false;
    }
    next = further;
  }
  return layers.length === 0 || layers[0]?.dir === undefined
    ? undefined
    : fromLayers(layers, whole);
}

function fromLayers(
  layers: readonly { readonly dir: string; readonly value: unknown }[],
  whole: boolean,
): Tsconfig {
  const pathOption = (name: string): string | undefined => {
    for (const { dir, value } of layers) {
      const text = stringAt(value, 'compilerOptions', name);
      if (text !== undefined) return childPath(dir, text.replace('${configDir}', '.'));
    }
    return undefined;
  };
  const flag = (name: string): boolean =>
    layers
      .map(({ value }) => at(value, 'compilerOptions', name))
      .find((one) => one !== undefined) === true;
  const [outDir, rootDir] = [pathOption('outDir'), pathOption('rootDir')];
  const lists = (name: string): { include?: string[]; files?: string[] } => {
    const layer = layers.find(({ value }) => Array.isArray(at(value, name)));
    return layer
      ? { [name]: stringsAt(layer.value, name).map((one) => childPath(layer.dir, one)) }
      : {};
  };
  return {
    dir: layers[0]?.dir ?? '/',
    whole,
    ...(outDir === undefined ? {} : { outDir }),
    ...(rootDir === undefined ? {} : { rootDir }),
    noEmit: flag('noEmit'),
    ...lists('include'),
    ...lists('files'),
    more: flag('allowJs') || flag('resolveJsonModule') || flag('emitDeclarationOnly'),
    references: layers.some(({ value }) => at(value, 'references') !== undefined),
  };
}
