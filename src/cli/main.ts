import { Command, CommanderError } from 'commander';
import { fail, printFailure, wantsJson } from './fail.ts';
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

// A reader that has seen enough (`| head`) is no failure, and what runs has still to be tidied up.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

const json = wantsJson(process.argv);

async function main(): Promise<void> {
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) process.exitCode = fail(error, json);
    // Commander has printed its own message; 0 is --help and --version, all else a wrong command line.
    else if (error.exitCode === 0) process.exitCode = 0;
    else {
      if (json) printFailure(error.message.replace(/^error: /, ''));
      process.exitCode = 2;
    }
  }
}

// The program is CommonJS, where nothing waits at the top.
void main();
