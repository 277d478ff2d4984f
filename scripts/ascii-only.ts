// Build plugin: signs beyond ASCII as escapes. One of them makes the program hold a whole file with two bytes
// for every sign, which costs time and memory at each start.

interface Chunk {
  readonly type: string;
  code?: string;
}

/**
 * Code with everything beyond ASCII written as `\uXXXX`: the same inside strings, templates and patterns,
 * which is where such signs stand. A backslash before one has no meaning of its own and goes.
 */
export function escaped(code: string): string {
  // Backslashes that belong together are passed over.
  return code.replace(/\\\\|\\?([^\0-\x7f])/g, (found, sign: string | undefined) =>
    sign === undefined ? found : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function asciiOnly(): {
  name: string;
  generateBundle: (options: unknown, bundle: Readonly<Record<string, Chunk>>) => void;
} {
  return {
    name: 'ascii-only',
    generateBundle: (_, bundle) => {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk' && chunk.code !== undefined) chunk.code = escaped(chunk.code);
    },
  };
}
