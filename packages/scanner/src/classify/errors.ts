/** A detail of the implementation that an error text shows. */
export interface ErrorDetail {
  kind:
    | 'python-traceback'
    | 'node-stack'
    | 'java-stack'
    | 'dotnet-stack'
    | 'php-error'
    | 'ruby-stack'
    | 'go-stack'
    | 'sql-error'
    | 'store-error'
    | 'framework-error'
    | 'lambda-trace'
    | 'exception-text'
    | 'file-path';
  /** Language or library, for people. */
  technology: string;
  /** The words that were recognised, at most 200 characters. */
  excerpt: string;
  /** Source files named, at most five. */
  files: string[];
}

interface Rule {
  kind: ErrorDetail['kind'];
  technology: string;
  pattern: RegExp;
}

/** A line break as it stands in plain text, in JSON text, or in HTML. */
const line = String.raw`(?:\r?\n|\\r\\n|\\n|<br ?\/?>)`;

/** Most telling first. Every repetition is bounded, so that a search is linear in the text. */
const rules: readonly Rule[] = [
  { kind: 'python-traceback', technology: 'Python', pattern: /Traceback \(most recent call last\)/ },
  {
    kind: 'python-traceback',
    technology: 'Python',
    pattern: /File (?:\\?"|&quot;|&#34;)[^"\\&\n]{1,200}\.py(?:\\?"|&quot;|&#34;), line \d{1,7}, in /,
  },
  {
    kind: 'lambda-trace',
    technology: 'AWS Lambda',
    pattern: /"errorType"\s{0,4}:\s{0,4}"[\w.]{1,100}"[^{}]{0,400}"(?:trace|stackTrace)"\s{0,4}:\s{0,4}\[/,
  },
  {
    kind: 'lambda-trace',
    technology: 'AWS Lambda',
    pattern: /"(?:trace|stackTrace)"\s{0,4}:\s{0,4}\[\s{0,40}"[^"]{0,200}(?:\/var\/task|\/var\/runtime|\.py|\.[cm]?js)/,
  },
  {
    kind: 'node-stack',
    technology: 'Node.js',
    pattern: new RegExp(
      String.raw`${line}?(?:\s|&nbsp;){0,12}\bat (?:async )?[\w.$<>[\] ]{0,80}\(?(?:file:\/\/)?(?:\/|[A-Za-z]:\\|node:)[^\s():"<>]{1,200}:\d{1,7}:\d{1,7}\)?`,
    ),
  },
  {
    kind: 'java-stack',
    technology: 'Java',
    pattern: /\bat [\w.$/<>]{3,200}\((?:[\w$]{1,100}\.(?:java|kt|scala|groovy):\d{1,7}|Native Method|Unknown Source)\)/,
  },
  {
    kind: 'dotnet-stack',
    technology: '.NET',
    pattern: /\bat [\w.`<>[\],+]{3,200}\([^()\n]{0,200}\) in [^\n"]{1,200}\.(?:cs|vb|fs):line \d{1,7}/,
  },
  {
    kind: 'dotnet-stack',
    technology: '.NET',
    pattern: /\bSystem\.[\w.]{1,80}Exception: [^\n]{0,200}?(?:\r?\n|\\r\\n|\\n)\s{0,8}at [\w.`]{3,200}\(/,
  },
  {
    kind: 'php-error',
    technology: 'PHP',
    pattern:
      /(?:Fatal error|Warning|Notice|Parse error|Deprecated|Uncaught [\w\\]{1,80})(?:<\/b>)?:[^\n]{0,300} in (?:<b>)?(?:\/|[A-Za-z]:\\)[^\s<]{1,200}\.php(?:<\/b>)?(?: on line (?:<b>)?|:)\d{1,7}/,
  },
  { kind: 'php-error', technology: 'PHP', pattern: /#0 (?:\/|[A-Za-z]:\\)[^\s(]{1,200}\.php\(\d{1,7}\): / },
  { kind: 'ruby-stack', technology: 'Ruby', pattern: /(?<![\w./-])[\w./-]{1,200}\.rb:\d{1,7}:in [`'][^'`\n]{1,100}'/ },
  { kind: 'go-stack', technology: 'Go', pattern: /goroutine \d{1,9} \[[a-z ,0-9]{1,60}\]:/ },
  {
    kind: 'sql-error',
    technology: 'SQL',
    pattern:
      /SQLSTATE\[\w{5}\]|You have an error in your SQL syntax|\bORA-\d{5}: |Unclosed quotation mark after the character string|syntax error at or near "|near "[^"\n]{0,40}": syntax error|Unknown column '[^'\n]{1,80}' in '|Incorrect syntax near '/,
  },
  {
    kind: 'sql-error',
    technology: 'SQL',
    pattern:
      /\b(?:sqlite3\.(?:Operational|Integrity|Programming)Error|SQLITE_(?:ERROR|CONSTRAINT)\b|psycopg2?\.errors?\.\w{1,60}|PG::\w{1,60}Error|PSQLException|com\.mysql\.\w{1,20}|java\.sql\.SQL\w{0,40}Exception|Microsoft OLE DB Provider|relation \\?"[\w.]{1,80}\\?" does not exist|duplicate key value violates unique constraint)/,
  },
  {
    kind: 'store-error',
    technology: 'MongoDB',
    pattern:
      /\b(?:MongoServerError|MongoError|BSONError|E11000 duplicate key error|Cast to ObjectId failed|pymongo\.errors\.)/,
  },
  {
    kind: 'framework-error',
    technology: 'object mapper',
    pattern:
      /\b(?:sqlalchemy\.(?:exc|orm)\.\w{1,60}|django\.(?:db\.utils|core\.exceptions)\.\w{1,60}|PrismaClient\w{1,40}Error|Invalid `prisma\.[\w.]{1,60}` invocation|Sequelize\w{1,40}Error|QueryFailedError|ActiveRecord::\w{1,60}|org\.hibernate\.\w{1,60}|TypeORMError|Doctrine\\[\w\\]{1,80}Exception)/,
  },
  {
    kind: 'framework-error',
    technology: 'framework',
    pattern:
      /\b(?:org\.springframework\.[\w.]{1,120}Exception|jinja2\.exceptions\.\w{1,60}|werkzeug\.(?:exceptions|routing)\.\w{1,60}|java\.lang\.\w{1,60}(?:Exception|Error)|Illuminate\\[\w\\]{1,80}|ActionController::\w{1,60}|FST_ERR_\w{1,60})/,
  },
  {
    kind: 'exception-text',
    technology: 'Python',
    pattern:
      /'NoneType' object (?:is not (?:subscriptable|iterable|callable)|has no attribute)|invalid literal for int\(\) with base \d{1,2}|could not convert string to float|Object of type \w{1,60} is not JSON serializable|(?:list|string) indices must be integers|missing \d{1,2} required positional argument|unhashable type: '|<class 'decimal\.\w{1,40}'>|<class '\w{1,60}(?:\.\w{1,60}){1,4}'>/,
  },
  {
    kind: 'exception-text',
    technology: 'JavaScript',
    pattern:
      /Cannot read propert(?:y|ies) (?:'[^'\n]{1,60}' )?of (?:undefined|null)|\b[\w.]{1,80} is not (?:a function|iterable|a constructor)\b|Unexpected token .{1,12} in JSON at position|Cannot convert undefined or null to object|Converting circular structure to JSON/,
  },
  {
    kind: 'exception-text',
    technology: 'Go',
    pattern: /runtime error: (?:invalid memory address|index out of range|slice bounds)|strconv\.\w{1,20}: parsing /,
  },
  {
    kind: 'file-path',
    technology: 'file system',
    pattern:
      /(?<![\w/.])\/(?:home|var\/(?:www|task|runtime|lang)|usr\/(?:src|local|lib|share)|opt|srv|app|root|Users|private\/var)\/[\w./@+-]{1,200}\.(?:py|js|cjs|mjs|ts|rb|php|java|go|jar|class)\b/,
  },
  {
    kind: 'file-path',
    technology: 'file system',
    pattern: /(?<![\w])[A-Za-z]:\\{1,2}(?:[\w .-]{1,60}\\{1,2}){1,8}[\w.-]{1,60}\.(?:py|js|cs|php|dll|aspx|rb)\b/,
  },
];

/** Line breaks before the recognised words, also as JSON and HTML write them. */
const leading = /^(?:\s|\\[rn]|<br ?\/?>|&nbsp;)+/;

/** Source files in any of the notations above. */
const sourceFile =
  /(?<![\w./@+-])(?:\/|[A-Za-z]:\\{1,2})[\w./\\@+-]{1,200}\.(?:py|[cm]?[jt]s|rb|php|java|kt|go|cs|scala)(?![\w])/g;

/** Longest text that is searched; error pages are far shorter. */
const longestText = 1 << 20;

/**
 * Finds the first stack trace, error of a database or framework, or path of a source file in an answer.
 * A sentence that merely reports a problem (`Error: invalid`) is none. Whether the text is content that the API
 * was asked for is the caller's question.
 */
export function errorDetailIn(text: string): ErrorDetail | undefined {
  const searched = text.length > longestText ? text.slice(0, longestText) : text;
  for (const rule of rules) {
    const match = rule.pattern.exec(searched);
    if (match === null) continue;
    return {
      kind: rule.kind,
      technology: rule.technology,
      excerpt: match[0].replace(leading, '').trim().slice(0, 200),
      files: filesIn(searched),
    };
  }
  return undefined;
}

function filesIn(text: string): string[] {
  const files = new Set<string>();
  for (const match of text.matchAll(sourceFile)) {
    files.add(match[0]);
    if (files.size >= 5) break;
  }
  return [...files];
}
