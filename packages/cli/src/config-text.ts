import { ScanError } from '@middlebrick/model';
import { isNode, LineCounter, parseDocument, YAMLParseError } from 'yaml';

/** A configuration file as read: its value, and where in it things stand. */
export interface ConfigText {
  file: string;
  value: unknown;
  /** ` line 7` for the place of a value, or of the nearest block around it; empty when nobody knows. */
  place: (path: readonly PropertyKey[]) => string;
}

/**
 * Parses the YAML of a configuration file.
 * @throws ScanError BAD_CONFIG with line and column. The text is not quoted: it may hold credentials.
 */
export function parseConfigText(file: string, text: string): ConfigText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw notYaml(file, error, lines);
  return {
    file,
    value: unfolded(file, document),
    place: (path) => {
      for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return ` line ${lines.linePos(node.range[0]).line}`;
      }
      return '';
    },
  };
}

function unfolded(file: string, document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 }) ?? {};
  } catch (cause) {
    // The anchors are what fails here: a value that begins with `*` is taken for one.
    const help = 'Put quotes around values that begin with *.';
    throw new ScanError('BAD_CONFIG', `${file} is not valid YAML: an alias (*name) has no anchor, or too many.`, {
      cause,
      help,
    });
  }
}

/** What the parser says is repeated only where it does not quote the text. */
const wordless: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an alias is not valid; put quotes around values that begin with *',
  BAD_DIRECTIVE: 'a directive is not valid',
  BAD_DQ_ESCAPE: 'a double-quoted text has an escape that does not exist; use single quotes',
  BAD_SCALAR_START: 'a value begins with a character that needs quotes',
  TAG_RESOLVE_FAILED: 'a tag is not known; put quotes around values that begin with !',
  UNEXPECTED_TOKEN: 'something stands where it cannot; is a quote or a colon missing?',
  TAB_AS_INDENT: 'tabs cannot indent; use spaces',
  DUPLICATE_KEY: 'a key stands twice in one block',
  BAD_INDENT: 'the indentation does not fit',
  MISSING_CHAR: 'a closing quote, bracket or brace is missing',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines; is a colon missing?',
  BLOCK_AS_IMPLICIT_KEY: 'a block stands within a line; put quotes around values with ": "',
};

function notYaml(file: string, error: Error, lines: LineCounter): ScanError {
  const isKnown = error instanceof YAMLParseError;
  const { line, col } = isKnown ? lines.linePos(error.pos[0]) : { line: 0, col: 0 };
  const problem = isKnown ? (wordless[error.code] ?? 'it cannot be read') : 'it cannot be read';
  const where = isKnown ? ` line ${line}, column ${col}` : '';
  return new ScanError('BAD_CONFIG', `${file}${where} is not valid YAML: ${problem}.`, { cause: error.name });
}
