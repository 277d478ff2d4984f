import { type Command, Option } from 'commander';
import type { CheckFlags } from './run/check.ts';
import type { ContextFlags } from './run/context.ts';
import type { DetectFlags } from './run/detect.ts';
import type { OptimizeFlags } from './run/optimize.ts';
import type { ParseFlags } from './run/parse.ts';
import type { StateFlags } from './run/state.ts';
import type { GlobalFlags } from './terminal.ts';
import {
  collect,
  parseLevels,
  withBuildFlags,
  withDescribedBuild,
  withEngineFlags,
} from './options.ts';

/** Declares every command; what a command does is imported only when it is called. */
export function addCommands(program: Command): void {
  addOptimize(program);
  addCheck(program);
  addDetect(program);
  addContext(program);
  addParse(program);
  addState(program);
  addExplain(program);
}

function addOptimize(program: Command): void {
  const command = program
    .command('optimize')
    .alias('optimise')
    .summary(
      'write a better Dockerfile and .dockerignore, and prove it by building and running both',
    )
    .description(
      'Analyses the directory, detects the application, writes an optimised Dockerfile and .dockerignore, builds and runs the old and the new version, and compares them. Files are written only when the proof succeeds.',
    )
    .argument('[directory]', 'build context', '.');
  withBuildFlags(command)
    .option('--app <path|name>', 'application, when the directory holds several')
    .addOption(
      new Option('--base <kind>', 'runtime base')
        .choices(['auto', 'slim', 'alpine', 'distroless', 'scratch'])
        .default('auto'),
    )
    .option('-n, --dry-run', 'change nothing; still builds and runs when there is an engine')
    .addOption(
      new Option('--accept <verdict>', 'also write what could only be built, or only be predicted')
        .choices(['proved', 'built', 'predicted'])
        .default('proved'),
    )
    .option('--no-build', 'do not build: predict only')
    .option('--force', 'write over files with uncommitted changes (the old file stays as .orig)')
    .addOption(
      new Option('--format <format>', 'what to print')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    );
  withEngineFlags(command)
    .addHelpText('after', OPTIMIZE_HELP)
    .action(async (directory: string, flags: OptimizeFlags) => {
      const { runOptimize } = await import('./run/optimize.ts');
      process.exitCode = await runOptimize(directory, flags, program.opts<GlobalFlags>());
    });
}

const OPTIMIZE_HELP = `
Exit status: 0 better, or nothing to gain · 1 a gain that could not be proved · 2 failure
With --format json a failure is JSON too: {"schema":"plimsoll/failure/1","outcome":"failed","message"}.
Containers, networks and images of a run carry the label dev.plimsoll.run and are removed at its end,
also after Ctrl-C; what a kill -9 leaves behind is found by that label.

Examples:
  plimsoll optimize                     analyse, rewrite and prove the application here
  plimsoll optimize api --dry-run       show what would change, with measured gains
  plimsoll optimize --base slim         keep a shell in the image
  plimsoll optimize --no-build --accept predicted
                                        write without an engine, on the model's word`;

function addCheck(program: Command): void {
  const command = program
    .command('check')
    .summary('say what is wrong with Dockerfiles, what it costs and what to do')
    .description(
      'Reads Dockerfiles (files of any name, or directories, searched) and reports what is wrong with them. Builds nothing.',
    )
    .argument('[path...]', 'Dockerfiles or directories', ['.']);
  withBuildFlags(command)
    .addOption(
      new Option('--format <format>', 'what to print')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .option(
      '--context <dir>',
      'build context (default: the directory of each Dockerfile, as a guess)',
    )
    .option('--all', 'also run the rules that are off by default')
    .option('--no-fail', 'exit with 0 whatever is found')
    .addHelpText('after', '\nExit status: 0 clean · 1 findings at warning or above · 2 failure')
    .action(async (paths: string[], flags: CheckFlags) => {
      const { runCheck } = await import('./run/check.ts');
      process.exitCode = await runCheck(paths, flags, program.opts<GlobalFlags>());
    });
}

function addDetect(program: Command): void {
  program
    .command('detect')
    .summary('say what the application is, with the evidence')
    .description(
      'Detects the applications in a directory: language, version, framework, entry point, port, health route and more, each with its evidence. Runs nothing of the project.',
    )
    .argument('[directory]', 'where to look', '.')
    .option('--root <dir>', 'root of the repository (default: the nearest .git)')
    .addOption(
      new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'),
    )
    .action(async (directory: string, flags: DetectFlags) => {
      const { runDetect } = await import('./run/detect.ts');
      process.exitCode = await runDetect(directory, flags, program.opts<GlobalFlags>());
    });
}

function addContext(program: Command): void {
  program
    .command('context')
    .summary('show what the build context holds, and which pattern keeps what out')
    .description(
      'Walks the build context after the ignore file, as a build does: what is sent, largest first; what each pattern keeps out; what each COPY and ADD takes. With paths: which pattern, of which file and line, decides each of them.',
    )
    .argument('[directory]', 'build context', '.')
    .argument('[path...]', 'paths in the context to explain')
    .option('-f, --file <path>', 'the Dockerfile (its own .dockerignore wins)')
    .addOption(
      new Option('--depth <levels>', 'levels of the tree that are shown (default: 2)').argParser(
        parseLevels,
      ),
    )
    .addOption(
      new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'),
    )
    .addHelpText('after', CONTEXT_HELP)
    .action(async (directory: string, paths: string[], flags: ContextFlags) => {
      const { runContext } = await import('./run/context.ts');
      process.exitCode = await runContext(directory, paths, flags, program.opts<GlobalFlags>());
    });
}

const CONTEXT_HELP = `
What is kept out is not looked into by a build. Here its size is counted up to 50,000 entries;
beyond that sizes are marked with ≥, and what was not reached reads "not entered".

With --format json: {"schema":"plimsoll/context/1"} and
  directory, dockerfile, ignoreFile      what was looked at; paths relative to the context
  totals.sent, totals.excluded           {files, bytes}; complete: false where excluded is a lower bound
  entries                                all that is sent: {path, kind, bytes, mode}
  excluded                               outermost things kept out: {path, kind, files, bytes, weighed, pattern, line}
  patterns                               each pattern: {pattern, line, does, files, bytes, complete, paths}
  copies                                 each COPY, ADD, bind mount: {line, instruction, sources, files, bytes, complete}
  problems                               {path, line, message}
  decisions                              of the paths that were asked: {path, exists, ignored, pattern, line}

Exit status: 0 · 2 failure

Examples:
  plimsoll context                       what a build of this directory sends
  plimsoll context . .env src/app.js     why these are sent or kept out
  plimsoll context -f deploy/Dockerfile  with deploy/Dockerfile.dockerignore in force`;

function addParse(program: Command): void {
  program
    .command('parse')
    .summary('print how a Dockerfile is read: instructions, arguments, commands, errors')
    .description(
      'Reads one Dockerfile as BuildKit does and prints its tree: directives, stages, each instruction with its lines, flags, arguments and heredocs, the simple commands it runs with their places, and the errors, the one BuildKit stops at first.',
    )
    .argument('<file>', 'a Dockerfile of any name, or - for standard input')
    .addOption(
      new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'),
    )
    .addHelpText('after', PARSE_HELP)
    .action(async (file: string, flags: ParseFlags) => {
      const { runParse } = await import('./run/parse.ts');
      process.exitCode = await runParse(file, flags, program.opts<GlobalFlags>());
    });
}

const PARSE_HELP = `
Exit status: 0 no errors · 1 errors in the file (the tree is printed all the same) · 2 it cannot be read
The file is printed as it stands: a secret in it is not masked.

--format json prints {"schema":"plimsoll/parse/1","file","escape","directives","instructions","stages",
"errors"}. "args", "flags", "original", "comments" and "heredocs" are what the nodes of BuildKit's own parser
hold, so that the two can be compared; ENV and LABEL give name, value and "=" for each pair (an empty text
instead of "=" in the old form). Lines and columns count from 1, columns in UTF-16 units; ends are behind the
last character. A byte that is not UTF-8 is a lone surrogate: "\\udc80" is the byte 0x80, "\\udcff" 0xff.

Examples:
  plimsoll parse Dockerfile
  plimsoll parse --format json Dockerfile | jq '.instructions[] | select(.name == "RUN") | .commands'
  git show HEAD:Dockerfile | plimsoll parse -`;

function addState(program: Command): void {
  const command = program
    .command('state')
    .summary('show what is known of the image before and after an instruction')
    .description(
      'Works out what each instruction does to the image, without building: user, working directory, environment, files, packages, what a command needs and whether it is there. With a line: the state before and after the instruction on it. Every fact says where it comes from; what cannot be told is unknown, with the cause.',
    )
    .argument('<file[:line]>', 'a Dockerfile, and a line of it');
  withDescribedBuild(command)
    .addOption(
      new Option(
        '--path <path>',
        'also say what is known of this path of the image (repeatable; below the working directory unless it begins with /)',
      )
        .default([], 'none')
        .argParser(collect),
    )
    .addOption(
      new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'),
    )
    .addHelpText('after', STATE_HELP)
    .action(async (file: string, flags: StateFlags) => {
      const { runState } = await import('./run/state.ts');
      process.exitCode = await runState(file, flags, program.opts<GlobalFlags>());
    });
}

const STATE_HELP = `
With --format json: {"schema":"plimsoll/state/1"} and "steps", one for each instruction that the target needs:
  line, endLine, instruction, text, stage
  succeeds           "yes", "no" or "unknown": whether the instruction works
  writes             bytes it adds: {low, high, basis}
  needs, commands    what must be there, and whether it is: {need, what, met, cause}
  changes            files that are otherwise afterwards, with owner, mode, size and cause
  before, after      user, uid, workdir, env, users, packages, files and the rest, each with its cause

Exit status: 0 · 2 failure

Examples:
  plimsoll state Dockerfile                    each instruction in a line, then the image
  plimsoll state Dockerfile:12                 before and after the instruction on line 12
  plimsoll state Dockerfile:12 --path /app     and what is known of /app then
  plimsoll state Dockerfile:12 --format json | jq '.steps[0].after.user'`;

function addExplain(program: Command): void {
  program
    .command('explain')
    .summary('explain a rule: what it does, why it matters, how to mend it')
    .argument('[rule]', 'rule, or a code of hadolint or BuildKit; without it: all rules')
    .action(async (rule: string | undefined) => {
      const { runExplain } = await import('./run/explain.ts');
      process.exitCode = await runExplain(rule, program.opts<GlobalFlags>());
    });
}
