#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { fail } from './fail.ts';
import { addCommands } from './commands.ts';

const program: Command = new Command('plimsoll')
  .description(
    'Analyses, rewrites and proves Dockerfiles: smaller, faster, safer images, measured by real builds.',
  )
  .version(__VERSION__, '-V, --version')
  .option('-C, --directory <dir>', 'work as if started in this directory')
  .option('--no-color', 'no colour (also: NO_COLOR)')
  .showSuggestionAfterError()
  .showHelpAfterError('(add --help for the options)')
  .configureHelp({ sortSubcommands: false })
  .exitOverride();

addCommands(program);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  // Commander has printed its own message; 0 is --help and --version, all else a wrong command line.
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : fail(error);
}
