/** What the entrypoint script of an official image makes of the command it is given. */
export interface Entrypoint {
  /** The program that gets the words when the first one is no program: `node` makes `node server.js` of `server.js`. */
  readonly otherwise?: string;
}

/**
 * Images whose entrypoint ends in `exec "$@"` whatever the command is, by family. Those of databases are
 * not here: they look into the command. Read in the images' repositories, August 2026.
 */
export const PASSING_ENTRYPOINTS: Readonly<Record<string, Entrypoint>> = {
  node: { otherwise: 'node' },
  bun: { otherwise: 'bun' },
  php: {},
  nginx: {},
  'nginx-unprivileged': {},
  'eclipse-temurin': {},
  maven: {},
};
