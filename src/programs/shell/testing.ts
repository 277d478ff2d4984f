import type { Tri } from '../../facts/tri.ts';
import { effectOf, exists, nothing, underCwd } from '../effect.ts';
import { valuesOf } from '../options.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

/** Commands that only answer yes or no. */
export const testing: Program = {
  names: ['test', '[', '[[', '((', 'which', 'type', 'command'],
  effect(command, env) {
    if (command.name === 'command') return commandBuiltin(command, env);
    if (command.name === '((') return effectOf();
    if (command.name === 'which' || command.name === 'type') return found(command, env);
    return tested(command, env);
  },
};

function found(command: Command, env: Environment): ProgramEffect {
  const name = valuesOf(command.args).findLast((one) => !one.startsWith('-'));
  if (name === undefined) return effectOf();
  const { is, path } = env.find(name);
  const output = is === 'yes' && path !== undefined && command.name !== 'type';
  return effectOf({ succeeds: is, ...(output ? { output: `${path}\n` } : {}) });
}

function commandBuiltin(command: Command, env: Environment): ProgramEffect {
  if (/^-[vV]$/.test(command.args[0]?.value ?? '')) return found(command, env);
  return nothing({ starts: [{ kind: 'command', words: command.args }] });
}

function tested(command: Command, env: Environment): ProgramEffect {
  const words = command.args.filter((arg) => arg.value !== ']' && arg.value !== ']]');
  const negated = words[0]?.value === '!';
  const [operator, operand] = negated ? words.slice(1) : words;
  if (words.length !== (negated ? 3 : 2) || operand?.value === undefined) return effectOf();
  const path = underCwd(env, operand.value);
  let answer: Tri = 'unknown';
  if (/^-[efdrxsL]$/.test(operator?.value ?? '')) answer = exists(env, path);
  // A path that is there need not be of the kind asked for.
  if (answer === 'yes' && operator?.value !== '-e') answer = 'unknown';
  if (operator?.value === '-z') answer = operand.value === '' ? 'yes' : 'no';
  if (operator?.value === '-n') answer = operand.value === '' ? 'no' : 'yes';
  if (negated && answer !== 'unknown') answer = answer === 'yes' ? 'no' : 'yes';
  return effectOf({ succeeds: answer });
}
