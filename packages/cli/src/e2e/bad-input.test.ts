import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../../../http/src/self-signed.ts';
import { complaints, emptyFolder, middlebrick, type Ran } from './cli.ts';
import { asBoth, notesApi, serve, specOf } from './servers.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const run = (...words: string[]): Promise<Ran> => middlebrick(words, { cwd: folder.path });

/** What every run that could not run shows: exit code 2, this one line, nothing on standard output. */
async function expectOneLine(ran: Promise<Ran>, line: string | RegExp): Promise<void> {
  const { code, stdout, stderr, mebibytes } = await ran;
  expect(complaints(stderr)).toEqual([typeof line === 'string' ? line : expect.stringMatching(line)]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(mebibytes).toBeLessThan(700);
}

const here = 'Check the URL, the port, and that the API accepts connections from here.';

describe('a target that cannot be reached', () => {
  test('a name that does not resolve', () =>
    expectOneLine(
      run('scan', 'http://nonexistent.invalid'),
      `middlebrick: The name nonexistent.invalid cannot be resolved. ${here}`,
    ));

  test('a wrong port', async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    await expectOneLine(
      run('scan', server.url),
      `middlebrick: ${server.url}: The target did not accept the connection (ECONNREFUSED). ${here}`,
    );
  });

  test('no URL at all', () =>
    expectOneLine(run('scan', 'ftp://127.0.0.1'), /^middlebrick: A target is reached by http or https, not by ftp\. /));

  test('a certificate that nobody trusts, until it is accepted', async () => {
    await using server = await serve(notesApi({ isHardened: true }), selfSigned('localhost'));
    await expectOneLine(
      run('scan', server.url),
      `middlebrick: ${server.url}: No trusted TLS connection could be made (DEPTH_ZERO_SELF_SIGNED_CERT). Mend the certificate, or accept it for this scan with --insecure.`,
    );
    const { code, stdout } = await run('scan', server.url, '--insecure', '--only', 'bola', ...asBoth);
    expect(stdout).toContain('alice ✓  bob ✓');
    expect(code).toBe(0);
  });

  test('TLS to a port that speaks none', async () => {
    await using server = await serve(notesApi());
    await expectOneLine(
      run('scan', server.url.replace('http:', 'https:')),
      `middlebrick: https://127.0.0.1:${server.port}: this port speaks no TLS. Try http://127.0.0.1:${server.port}.`,
    );
  });

  test('a server that never answers', async () => {
    await using server = await serve(() => undefined);
    await expectOneLine(
      run('scan', server.url, '--timeout', '0.2', ...asBoth),
      `middlebrick: ${server.url} accepts connections, but the first 4 requests were not answered: No answer began within the time allowed. Check that this is the port of the API, or give it longer with --timeout <seconds>.`,
    );
    expect(server.requests()).toBe(4);
  });

  test('a server that streams for ever', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    await expectOneLine(
      run('scan', server.url, '--timeout', '0.3'),
      /accepts connections, but the first 4 requests were not answered: The answer did not end within the time allowed\./,
    );
  });
});

describe('something that is no API', () => {
  test('HTML', async () => {
    await using server = await serve((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Shop</title><a href="/x">x</a>');
    });
    await expectOneLine(
      run('scan', server.url),
      `middlebrick: No API was found on ${server.url}/: no specification, and no link or common name led to an operation. It answers with a web page (HTML). Check that this is the base URL of the API, or give its description with --spec <file or URL> or its code with --source <folder>.`,
    );
  });

  test('everything refused to anonymous callers', async () => {
    await using server = await serve((_request, response) => response.writeHead(401).end('{}'));
    await expectOneLine(
      run('scan', server.url),
      /It answers 401\. Give an identity with --as, or the API description with --spec\.$/,
    );
  });

  test('a port that speaks no HTTP', async () => {
    await using server = await serve((request) => request.socket.end('220 mail.example.com ESMTP\r\n'));
    await expectOneLine(
      run('scan', server.url),
      /^middlebrick: No API was found on .*What came back is not an HTTP answer/,
    );
  });
});

describe('a description that is none', () => {
  const spec = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder.path, name), text);
    return name;
  };
  const way = 'Give an OpenAPI 2.0, 3.0, 3.1 or 3.2 document with --spec, or leave it out.';

  test.each([
    ['page.html', '<!doctype html><html></html>', 'is an HTML page and not an OpenAPI document.'],
    ['empty.json', '', 'is empty.'],
    ['list.json', '[1, 2]', 'is not an OpenAPI document: it is not an object.'],
    ['other.yaml', 'hello: world\n', 'is not an OpenAPI document: it has no `openapi` or `swagger` field.'],
    ['new.json', '{"openapi":"9.1.0"}', 'is of version 9.1.0; OpenAPI 2.0 and 3.x are understood.'],
  ])('%s', async (name, text, problem) => {
    await using server = await serve(notesApi());
    await expectOneLine(
      run('scan', server.url, '--spec', await spec(name, text)),
      `middlebrick: ${name} ${problem} ${way}`,
    );
  });

  test('JSON that is cut short says where', async () => {
    await using server = await serve(notesApi());
    const name = await spec('cut.json', '{\n  "openapi": "3.0.3",\n  "paths": {');
    await expectOneLine(run('scan', server.url, '--spec', name), /^middlebrick: cut\.json is not valid JSON: .*line 3/);
  });

  test('a file that is not there', async () => {
    await using server = await serve(notesApi());
    await expectOneLine(
      run('scan', server.url, '--spec', 'gone.yaml'),
      'middlebrick: The specification gone.yaml cannot be read. Check the path and its permissions.',
    );
  });

  test('a URL that answers 404', async () => {
    await using server = await serve(notesApi());
    const url = `${server.url}/none.json`;
    await expectOneLine(
      run('scan', server.url, '--spec', url),
      `middlebrick: ${url} answered 404 and gave no specification. ${way}`,
    );
  });

  test('one nested 10,000 deep', async () => {
    await using server = await serve(notesApi());
    const name = await spec('deep.json', `{"openapi":"3.0.3","paths":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`);
    await expectOneLine(run('scan', server.url, '--spec', name), /^middlebrick: deep\.json /);
  });

  test('schemas that refer to themselves are used all the same', async () => {
    const node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } };
    const loop = { $ref: '#/components/schemas/Loop' };
    const components = {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Node: node, Loop: loop },
      parameters: { P: { $ref: '#/components/parameters/Q' }, Q: { $ref: '#/components/parameters/P' } },
    };
    await using server = await serve(
      notesApi({ isHardened: true, spec: specOf(['/me', '/notes', '/notes/{note_id}'], { components }) }),
    );
    const { code, stdout } = await run('scan', server.url, '--only', 'bola', ...asBoth);
    expect(stdout).toContain('3 operations from /openapi.json');
    expect(code).toBe(0);
  });

  test('servers elsewhere do not widen the scope', async () => {
    await using elsewhere = await serve(notesApi());
    await using server = await serve(
      notesApi({
        isHardened: true,
        spec: specOf(['/me', '/notes', '/notes/{note_id}'], { servers: [{ url: elsewhere.url }] }),
      }),
    );
    const { code, stdout } = await run('scan', server.url, '--only', 'bola', ...asBoth, '--json');
    const report = JSON.parse(stdout) as { surface: { warnings: string[] } };
    expect(report.surface.warnings).toEqual([expect.stringContaining(`127.0.0.1:${elsewhere.port}`)]);
    expect([code, elsewhere.requests()]).toEqual([0, 0]);
  });

  test('50 MB of it are read in bounded memory', async () => {
    const name = 'large.json';
    const path = join(folder.path, name);
    const head = JSON.stringify(specOf(['/me', '/notes', '/notes/{note_id}'])).slice(0, -1);
    await writeFile(path, `${head},"x-padding":[`);
    const piece = `${JSON.stringify('x'.repeat(1000))},`.repeat(1000);
    for (let megabytes = 0; megabytes < 50; megabytes++) await appendFile(path, piece);
    await appendFile(path, '0]}');
    await using server = await serve(notesApi({ isHardened: true }));
    const { code, stdout, mebibytes } = await run('scan', server.url, '--spec', name, '--only', 'bola', ...asBoth);
    expect(stdout).toContain('3 operations from large.json');
    expect(code).toBe(0);
    expect(mebibytes).toBeLessThan(700);
  });
});

describe('identities', () => {
  test('a dead credential', async () => {
    await using server = await serve(notesApi());
    await expectOneLine(
      run('scan', server.url, '--as', 'alice=bearer:EXPIRED-9'),
      /^middlebrick: The credential of "alice" is refused: GET \/me answers 401 with it, as .*\. Get a fresh credential for this identity and give it with --as\.$/,
    );
  });

  const secret = 'S3cr3tXyz987';
  test.each([
    ['alice', /^middlebrick: Identity "alice": it has no credential\. /],
    [`alice=${secret}`, /^middlebrick: Identity "alice": the kind of its credential is missing\. /],
    [`bearer:${secret}`, /^middlebrick: An identity of the kind "bearer" has no name\. /],
    [
      `alice=baerer:${secret}`,
      /^middlebrick: Identity "alice": "baerer" is no kind of credential; did you mean bearer\? /,
    ],
    [`alice:bearer:${secret}`, /^middlebrick: Identity "alice": after the name stands = and not a colon\. /],
    [
      'alice=bearer:',
      /^middlebrick: Identity "alice": its bearer credential is empty \(an unset environment variable\?\)\. /,
    ],
    [`al ice=bearer:${secret}`, /^middlebrick: The name of an identity is not valid: /],
    [`alice=basic:${secret}`, /^middlebrick: Identity "alice": basic is written as basic:<user>:<password>\. /],
  ])('--as %s', async (argument, line) => {
    const ran = run('scan', 'http://127.0.0.1:9', '--as', argument);
    await expectOneLine(ran, line);
    expect((await ran).stderr).not.toContain(secret);
  });

  test('a credential that slipped out of its option is not repeated', async () => {
    const ran = run('scan', 'http://127.0.0.1:9', '--as', 'alice=bearer:x', secret);
    await expectOneLine(ran, /^middlebrick: Too many arguments for `scan`/);
    expect((await ran).stderr).not.toContain(secret);
  });
});

describe('files', () => {
  test('a report that cannot be written is said before anything is sent', async () => {
    await using server = await serve(notesApi());
    await mkdir(join(folder.path, 'taken.html'), { recursive: true });
    await writeFile(join(folder.path, 'a-file'), '');
    const way = 'Choose another path with --output or --save.';
    await expectOneLine(
      run('scan', server.url, '--output', 'taken.html'),
      `middlebrick: taken.html cannot be written: it is a folder. ${way}`,
    );
    await expectOneLine(
      run('scan', server.url, '--output', 'a-file/report.html'),
      `middlebrick: a-file/report.html cannot be written: a part of its path is a file. ${way}`,
    );
    await expectOneLine(
      run('scan', server.url, '--output', 'report.docx'),
      /^middlebrick: --output report\.docx: the ending does not say/,
    );
    expect(server.requests()).toBe(0);
  });

  test('a recording that cannot be written', async () => {
    await using server = await serve(notesApi());
    await mkdir(join(folder.path, 'folder'), { recursive: true });
    await expectOneLine(
      run('scan', server.url, '--save', 'folder'),
      /^middlebrick: .*folder.* Choose another path with --output or --save\.$/,
    );
    expect(server.requests()).toBe(0);
  });

  test('a configuration that is not there', () =>
    expectOneLine(
      run('scan', '--config', 'gone.yaml'),
      'middlebrick: The configuration file gone.yaml cannot be read. Check the path, or write one with `middlebrick init <URL> --output gone.yaml`.',
    ));

  test('a configuration with a key that does not exist', async () => {
    await writeFile(join(folder.path, 'odd.yaml'), 'target: http://127.0.0.1:9\nraet: 5\n');
    await expectOneLine(
      run('scan', '--config', 'odd.yaml'),
      'middlebrick: odd.yaml line 2, raet: there is no such key. Did you mean rate?',
    );
  });
});

describe('words', () => {
  test.each([
    [['scna'], "middlebrick: Unknown command 'scna'. Did you mean scan?"],
    [['http://127.0.0.1:5000'], 'middlebrick: A URL is no command. Scan it with `middlebrick scan <URL>`.'],
    [['scan', '--raet', '5'], "middlebrick: Unknown option '--raet'. Did you mean --rate?"],
    [['scan', '--token=S3cr3t'], "middlebrick: Unknown option '--token'. See `middlebrick scan --help`."],
    [['scan', '--output'], "middlebrick: Option '--output <file>' argument missing. See `middlebrick scan --help`."],
    [['checks', 'bolla'], 'middlebrick: No check is called "bolla". Did you mean bola or bfla?'],
    [['completion', 'tcsh'], 'middlebrick: There is no completion for "tcsh". Choose one of bash, zsh, fish.'],
  ])('%j', (words, line) => expectOneLine(run(...words), line));

  test('scan without arguments explains itself with three examples', async () => {
    const { code, stdout, stderr } = await run('scan');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.match(/^ {2}middlebrick scan http/gm)).toHaveLength(3);
    expect(stderr).toMatch(/^middlebrick: Nothing to scan\. /);
  });
});
