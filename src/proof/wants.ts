// What programs print when a file cannot be written: Node, Python, Go, Java, shells, nginx.
const REFUSED =
  /\b(?:EROFS|EACCES|EPERM)\b|read-only file ?system|permission denied|PermissionError|AccessDeniedException|ReadOnlyFileSystemException/i;
const PATH = /(?:^|[\s'"`(:=[])(\/(?!\/)[^\s'"`,;:)\]]+)/g;

/** Paths a log complains it could not write, each once, in order. */
export function wantedPaths(log: string): readonly string[] {
  const found = new Set<string>();
  for (const line of log.split('\n')) {
    if (!REFUSED.test(line)) continue;
    for (const match of line.matchAll(PATH)) {
      const path = match[1] ?? '';
      // Not a place in a stack trace, and not the program that complains.
      if (path.length > 1 && !/\.(?:js|mjs|cjs|ts|py|go|rb|java)$/.test(path)) found.add(path);
    }
  }
  return [...found].slice(0, 20);
}
