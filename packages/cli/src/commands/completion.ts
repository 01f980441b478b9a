import { articles } from '@middlebrick/knowledge';
import { ScanError } from '@middlebrick/model';
import { checks } from '@middlebrick/scanner';
import type { Command } from 'commander';
import { catalogue } from '../catalogue.ts';

/** What can stand at one place of the command line. */
interface Word {
  name: string;
  /** Long options, those that take one of a few values with their values. */
  options: { flag: string; values: readonly string[]; takesValue: boolean }[];
  /** What the first argument can be. */
  topics: readonly string[];
}

export const shells = ['bash', 'zsh', 'fish'] as const;

/** `middlebrick completion`: prints a script that completes commands and options, made from the commands themselves. */
export function runCompletion(shell: string, program: Command): number {
  process.stdout.write(completionScript(shell, program));
  return 0;
}

/** @throws ScanError BAD_ARGUMENT for a shell that is not known */
export function completionScript(shell: string, program: Command): string {
  const words = program.commands.map(wordOf);
  if (shell === 'bash') return bash(words);
  if (shell === 'zsh') return zsh(words);
  if (shell === 'fish') return fish(words);
  throw new ScanError('BAD_ARGUMENT', `There is no completion for "${shell.slice(0, 40)}".`, {
    help: `Choose one of ${shells.join(', ')}.`,
  });
}

function wordOf(command: Command): Word {
  const name = command.name();
  const ids = checks.map((check) => check.id);
  const families = familiesOf(ids);
  const all = catalogue.map(({ id }) => id);
  const slugs = [...new Set(articles.map((article) => article.slug))];
  const topics: Readonly<Record<string, readonly string[]>> = {
    explain: [...slugs, ...all],
    checks: [...familiesOf(all), ...all],
    completion: shells,
    policy: command.commands.map((one) => one.name()),
  };
  const valuesOf: Readonly<Record<string, readonly string[]>> = {
    '--only': [...families, ...ids],
    '--skip': [...families, ...ids],
    '--framework': [...new Set(articles.map(({ framework }) => framework))],
    '--datastore': [...new Set(articles.map(({ datastore }) => datastore))],
  };
  const declared = [command, ...command.commands].flatMap((one) => one.options);
  const options = declared.flatMap(({ long, argChoices, required, optional }) => {
    if (long === undefined || long === null) return [];
    return [{ flag: long, values: argChoices ?? valuesOf[long] ?? [], takesValue: required || optional }];
  });
  return { name, options: [...options, { flag: '--help', values: [], takesValue: false }], topics: topics[name] ?? [] };
}

function familiesOf(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.split('/')[0] ?? ''))];
}

function bash(words: readonly Word[]): string {
  const cases = words.map(
    ({ name, options, topics }) =>
      `    ${name}) words="${[...topics, ...options.map(({ flag }) => flag)].join(' ')}" ;;`,
  );
  return `# bash completion for middlebrick: source <(middlebrick completion bash)
_middlebrick() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${words.map(({ name }) => name).join(' ')} --help --version" -- "$word"))
    return
  fi
  case "$previous" in
${valueCases(words, (flag, values) => `    ${flag}) COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$word")); return ;;`)}
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _middlebrick middlebrick mb
`;
}

function zsh(words: readonly Word[]): string {
  const cases = words.map(
    ({ name, options, topics }) =>
      `    ${name}) compadd -- ${[...topics, ...options.map(({ flag }) => flag)].join(' ')}; _files ;;`,
  );
  return `#compdef middlebrick mb
# zsh completion for middlebrick: middlebrick completion zsh > "\${fpath[1]}/_middlebrick"
_middlebrick() {
  if (( CURRENT == 2 )); then
    compadd -- ${words.map(({ name }) => name).join(' ')} --help --version
    return
  fi
  case "$words[CURRENT-1]" in
${valueCases(words, (flag, values) => `    ${flag}) compadd -- ${values.join(' ')}; return ;;`)}
  esac
  case "$words[2]" in
${cases.join('\n')}
  esac
}
compdef _middlebrick middlebrick mb
`;
}

function fish(words: readonly Word[]): string {
  const lines = words.flatMap(({ name, options, topics }) => {
    const seen = `complete -c middlebrick -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c middlebrick -n __fish_use_subcommand -a ${name}`,
      ...(topics.length === 0 ? [] : [`${seen} -a '${topics.join(' ')}'`]),
      ...options.map(({ flag, values, takesValue }) => {
        const value = values.length > 0 ? ` -x -a '${values.join(' ')}'` : takesValue ? ' -r' : '';
        return `${seen} -l ${flag.slice(2)}${value}`;
      }),
    ];
  });
  return `# fish completion for middlebrick: middlebrick completion fish > ~/.config/fish/completions/middlebrick.fish
${lines.join('\n')}
complete -c mb -w middlebrick
`;
}

/** One case for each option that takes one of a few values, whatever the command. */
function valueCases(words: readonly Word[], write: (flag: string, values: readonly string[]) => string): string {
  const options = words.flatMap((word) => word.options).filter(({ values }) => values.length > 0);
  const byFlag = Map.groupBy(options, ({ flag }) => flag);
  return [...byFlag].map(([flag, same]) => write(flag, [...new Set(same.flatMap(({ values }) => values))])).join('\n');
}
