import { ScanError } from '@middlebrick/model';
import type { Command } from 'commander';

interface Word {
  name: string;
  options: string[];
}

/** `middlebrick completion`: prints a script that completes commands and options, made from the commands themselves. */
export function runCompletion(shell: string, program: Command): number {
  const words = program.commands.map((command) => ({
    name: command.name(),
    options: command.options.flatMap((option) => (option.long === undefined ? [] : [option.long])),
  }));
  const writers: Record<string, (words: Word[]) => string> = { bash, zsh, fish };
  const writer = Object.hasOwn(writers, shell) ? writers[shell] : undefined;
  if (writer === undefined) throw new ScanError('BAD_ARGUMENT', `There is no completion for "${shell}"; choose bash, zsh or fish.`);
  process.stdout.write(writer(words));
  return 0;
}

function bash(words: Word[]): string {
  const cases = words.map(({ name, options }) => `    ${name}) words="${options.join(' ')}" ;;`);
  return `# bash completion for middlebrick
_middlebrick() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then words="${words.map((word) => word.name).join(' ')}"; else case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -F _middlebrick middlebrick mb
`;
}

function zsh(words: Word[]): string {
  const cases = words.map(({ name, options }) => `    ${name}) compadd -- ${options.join(' ')}; _files ;;`);
  return `#compdef middlebrick mb
_middlebrick() {
  if (( CURRENT == 2 )); then compadd -- ${words.map((word) => word.name).join(' ')}; return; fi
  case "$words[2]" in
${cases.join('\n')}
  esac
}
compdef _middlebrick middlebrick mb
`;
}

function fish(words: Word[]): string {
  const lines = words.flatMap(({ name, options }) => [
    `complete -c middlebrick -n __fish_use_subcommand -a ${name}`,
    ...options.map((option) => `complete -c middlebrick -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`),
  ]);
  return `# fish completion for middlebrick\n${lines.join('\n')}\n`;
}
