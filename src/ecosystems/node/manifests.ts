/** Files whose presence makes a directory worth a look. */
export const NODE_MANIFESTS: readonly string[] = ['package.json'];
