/** The command lines of the development commands: simulator, dialogues, operations, demonstration, benchmarks. Exit code 2 says
 *  that the command line was wrong and nothing was run; 1 is left to what was run and found. */
import { Command, InvalidArgumentError } from 'commander';

export const developmentCommand = (name: string): Command =>
  new Command(name).exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

/** @throws InvalidArgumentError, which commander prints with the option it was given to */
export function whole(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError('It has to be a whole number.');
  return number;
}

/** Separated by commas; none of them: ''. */
export const wholes = (text: string): number[] => (text === '' ? [] : text.split(',').map(whole));

export function positive(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number <= 0)
    throw new InvalidArgumentError('It has to be a number above 0.');
  return number;
}

/** At least 1. */
export function count(text: string): number {
  const number = whole(text);
  if (number === 0) throw new InvalidArgumentError('It has to be at least 1.');
  return number;
}

export const counts = (text: string): number[] => text.split(',').map(count);
