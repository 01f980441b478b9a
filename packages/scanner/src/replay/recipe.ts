export interface ForgedOptions {
  /** The variable for a claim that names something of the scan's own. */
  variableFor(value: string, claim: string): string | undefined;
  nonce: string;
  /** The variable in the place of the nonce. */
  run: string;
}

/** The arguments of `middlebrick forge` with variables in claims of one word: `sub=1046` becomes `sub="$ALICE_USER_ID"`. */
export function forgedBy(recipe: string, { variableFor, nonce, run }: ForgedOptions): string {
  return wordsOf(recipe)
    .map((word) => {
      const [, claim = '', value = ''] = /^([\w.]{1,60})=([\w@.-]{1,500})$/.exec(word) ?? [];
      if (claim === '') return word;
      const variable = variableFor(value, claim);
      if (variable !== undefined) return `${claim}="$${variable}"`;
      return nonce !== '' && value.includes(nonce) ? `${claim}="${value.replaceAll(nonce, `\${${run}}`)}"` : word;
    })
    .join(' ');
}

/** The words of a command that was quoted for a shell, quotes and all. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  let isEscaped = false;
  for (const character of text) {
    if (isEscaped || (character === '\\' && quote === '')) {
      isEscaped = !isEscaped;
      word += character;
      continue;
    }
    if (character === ' ' && quote === '') {
      words.push(word);
      word = '';
      continue;
    }
    if (quote === character) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
    word += character;
  }
  return [...words, word];
}
