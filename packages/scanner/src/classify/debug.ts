/** A debugging aid that answers on a running API. */
export interface DebugPage {
  kind: string;
  title: string;
  /** Whoever reaches it can run code in the service, or read its secrets and memory. */
  isDangerous: boolean;
  /** The words that were recognised. */
  excerpt: string;
}

interface Rule {
  kind: string;
  title: string;
  isDangerous: boolean;
  /** All must be found. Bounded, hence linear in the text. */
  patterns: readonly RegExp[];
}

const rules: readonly Rule[] = [
  {
    kind: 'werkzeug-debugger',
    title: 'Werkzeug debugger',
    isDangerous: true,
    patterns: [
      /Werkzeug (?:powered traceback interpreter|Debugger)|__debugger__=yes/,
      /EVALEX ?= ?true|var CONSOLE_MODE|The debugger caught an exception/,
    ],
  },
  {
    kind: 'werkzeug-console',
    title: 'Werkzeug interactive console',
    isDangerous: true,
    patterns: [/<title>Console \/\/ Werkzeug Debugger<\/title>|CONSOLE_MODE ?= ?true/, /Interactive Console|EVALEX/],
  },
  {
    kind: 'django-debug',
    title: 'Django debug page',
    isDangerous: false,
    patterns: [/DEBUG ?= ?True/, /Django|URLconf/],
  },
  {
    kind: 'rails-console',
    title: 'Rails web console',
    isDangerous: true,
    patterns: [
      /data-template="(?:web-)?console"|id="console"[^>]{0,80}data-mount-point/,
      /Action Controller: Exception caught|Rails\.root/,
    ],
  },
  { kind: 'rails-debug', title: 'Rails exception page', isDangerous: false, patterns: [/Rails\.root: /] },
  {
    kind: 'laravel-ignition',
    title: 'Laravel Ignition page',
    isDangerous: true,
    patterns: [/(?:ignition|Ignition)/, /window\.ignite|"solutions"|_ignition\/execute-solution/],
  },
  {
    kind: 'symfony-profiler',
    title: 'Symfony profiler',
    isDangerous: false,
    patterns: [/<title>Symfony Profiler|id="sfwdt|Symfony Web Debug Toolbar/],
  },
  {
    kind: 'whoops',
    title: 'Whoops error page',
    isDangerous: false,
    patterns: [/Whoops! There was an error|<div class="Whoops container">/],
  },
  {
    kind: 'aspnet-developer-page',
    title: 'ASP.NET developer exception page',
    isDangerous: false,
    patterns: [
      /DeveloperExceptionPage|<title>Internal Server Error<\/title>[\s\S]{0,4000}id="rawExceptionDetails|Server Error in '[^']{0,80}' Application\./,
    ],
  },
  {
    kind: 'express-dev-error',
    title: 'Express development error page',
    isDangerous: false,
    patterns: [/<title>Error<\/title>/, /<pre>[^<]{0,300}Error: [^<]{0,300}<br> ?&nbsp; ?&nbsp;at /],
  },
  {
    kind: 'spring-actuator',
    title: 'Spring Boot actuator',
    isDangerous: true,
    patterns: [/"propertySources"\s{0,4}:\s{0,4}\[/, /"activeProfiles"|"systemProperties"|"systemEnvironment"/],
  },
  {
    kind: 'spring-actuator-index',
    title: 'Spring Boot actuator index',
    isDangerous: false,
    patterns: [
      /"_links"\s{0,4}:\s{0,4}\{/,
      /"(?:env|heapdump|beans|configprops|threaddump|loggers)"\s{0,4}:\s{0,4}\{\s{0,4}"href"\s{0,4}:\s{0,4}"[^"]{0,200}\/actuator/,
    ],
  },
  {
    kind: 'go-pprof',
    title: 'Go profiler',
    isDangerous: true,
    patterns: [/\/debug\/pprof\//, /Types of profiles available|full goroutine stack dump/],
  },
  {
    kind: 'phpinfo',
    title: 'phpinfo page',
    isDangerous: true,
    patterns: [
      /<title>(?:PHP \d[^<]{0,40} - )?phpinfo\(\)<\/title>|<h1 class="p">PHP Version/,
      /PHP (?:Version|Credits|License)|Configuration File/,
    ],
  },
  {
    kind: 'graphiql',
    title: 'GraphiQL',
    isDangerous: false,
    patterns: [
      /graphiql(?:\.min)?\.(?:js|css)|<title>GraphiQL|GraphQL Playground|embeddable-explorer|<title>Apollo Sandbox/i,
    ],
  },
  {
    kind: 'flask-debug-toolbar',
    title: 'Flask debug toolbar',
    isDangerous: false,
    patterns: [/_debug_toolbar\/static|id="flDebug"/],
  },
  {
    kind: 'elmah',
    title: 'ELMAH error log',
    isDangerous: true,
    patterns: [/<title>Error [Ll]og for [^<]{0,200}<\/title>/, /ELMAH/],
  },
  {
    kind: 'server-status',
    title: 'Apache server status',
    isDangerous: false,
    patterns: [/<title>Apache Status<\/title>|Apache Server Status for /],
  },
];

const longestText = 1 << 20;

/** Recognises the debug page or console that an answer is, by its content; `undefined` when it is none. */
export function debugPageIn(text: string): DebugPage | undefined {
  const searched = text.length > longestText ? text.slice(0, longestText) : text;
  for (const rule of rules) {
    const matches = rule.patterns.map((pattern) => pattern.exec(searched)?.[0]);
    if (matches.some((match) => match === undefined)) continue;
    return {
      kind: rule.kind,
      title: rule.title,
      isDangerous: rule.isDangerous,
      excerpt: (matches[0] ?? '').slice(0, 120),
    };
  }
  return undefined;
}
