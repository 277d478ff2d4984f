// Build plugin: Commander loads node:child_process for subcommands that are programs of their own, of
// which there are none here; loading it costs more than reading the command line.

const NOTHING = '\0no-child-process';

export function withoutChildProcess(): {
  name: string;
  resolveId: {
    filter: { id: RegExp };
    handler: (source: string, importer: string | undefined) => string | undefined;
  };
  load: { filter: { id: RegExp }; handler: () => string };
} {
  return {
    name: 'without-child-process',
    resolveId: {
      filter: { id: /^node:child_process$/ },
      handler: (_, importer) => (importer?.includes('/commander/') === true ? NOTHING : undefined),
    },
    load: {
      filter: { id: /no-child-process$/ },
      handler: () => "export function spawn() { throw new Error('no such subcommand'); }",
    },
  };
}
