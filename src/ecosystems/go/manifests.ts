/** Files whose presence makes a directory worth a look. */
export const GO_MANIFESTS: readonly string[] = ['go.mod'];
