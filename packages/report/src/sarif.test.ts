import { readFileSync } from 'node:fs';
import type { Code, Finding, Report } from '@middlebrick/model';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import { activeReport, unregisteredReport } from '../../../testing/kit/src/sample-active.ts';
import { auditOf, cleanAudit, largeAudit, sampleAudit } from '../../../testing/kit/src/sample-audit.ts';
import { cleanReport, largeReport, reportOf, sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { renderSarif } from './sarif.ts';

const hostile = '</script>\u001b[2J[click](http://evil.example) {0} \u202e';

describe('renderSarif', () => {
  const validate = schema();

  it.each([
    ['the sample', sampleReport()],
    ['a clean report', cleanReport()],
    ['many findings', largeReport(60)],
    ['an active scan', activeReport()],
    ['an audit', sampleAudit()],
    ['a clean audit', cleanAudit()],
    ['an audit with many findings', largeAudit(60)],
    ['a scan that was located in the code', locatedReport()],
    [
      'an unfinished scan',
      { ...sampleReport(), scan: { ...sampleReport().scan, isInterrupted: true, stopReason: 'interrupted' } },
    ],
    [
      'a surface without a file',
      { ...sampleReport(), surface: { ...sampleReport().surface, source: 'links in answers' } },
    ],
  ])('is SARIF 2.1.0 for %s', (_name, report) => {
    const valid = validate(JSON.parse(renderSarif(report)));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('is refused by the same schema when a value is wrong, so the schema is heeded', () => {
    const log = logOf(sampleReport());
    expect(validate({ ...log, runs: [{ ...log.runs[0], columnKind: 'bytes' }] })).toBe(false);
  });

  it('tells what an active scan left over, and that it could not register', () => {
    const told = (report: Report) =>
      logOf(report).runs[0]?.invocations?.[0]?.toolExecutionNotifications?.flatMap(({ level, descriptor, message }) =>
        level === 'warning' ? [`${descriptor?.id}: ${message.text}`] : [],
      );
    expect(told(activeReport())).toEqual([
      'left-over: note n-7 of alice, made by POST /api/notes: DELETE /api/notes/{note_id} answers 403 to alice; remove it by DELETE /api/notes/{note_id} as somebody who may, or in the store',
      'left-over: account alicek2m4 of alice, made by POST /api/register: no operation deletes an account by itself; remove it in the store',
    ]);
    expect(told(unregisteredReport())).toEqual([
      'not-registered: No user could be registered: POST /api/register asks for a captcha ("Please solve the captcha"). Instead, give users that exist: --as alice=bearer:… --as bob=bearer:…, or a login recipe in middlebrick.yaml',
    ]);
  });

  it('shows the write of a proof by a write', () => {
    const result = logOf(activeReport()).runs[0]?.results?.find(({ properties }) => properties?.kind === 'change');
    expect(result?.webRequest).toMatchObject({ method: 'PUT', body: { text: '{"title":"mb0b7d2"}' } });
  });

  it('gives each check a rule as code scanning expects it', () => {
    const rule = logOf(sampleReport()).runs[0]?.tool.driver.rules?.find(({ id }) => id === 'bola/foreign-object-read');
    expect(rule).toMatchInlineSnapshot(`
      {
        "defaultConfiguration": {
          "level": "error",
        },
        "fullDescription": {
          "text": "One user can read another user's object.",
        },
        "help": {
          "markdown": "## One user can read another user's object

      **Flask + DynamoDB:** Take the key from the verified caller, never from the path, and answer 404 for what is not theirs.

      \`\`\`python
      table.get_item(Key={"user_id": current_user_id()})
      \`\`\`

      More:

      \`\`\`sh
      middlebrick explain identification-failures --framework flask --datastore dynamodb
      \`\`\`",
          "text": "Take the key from the verified caller, never from the path, and answer 404 for what is not theirs.",
        },
        "helpUri": "https://cwe.mitre.org/data/definitions/639.html",
        "id": "bola/foreign-object-read",
        "name": "BolaForeignObjectRead",
        "properties": {
          "precision": "very-high",
          "security-severity": "9.5",
          "tags": [
            "security",
            "bolaAuthorization",
            "external/cwe/cwe-639",
            "CWE-639",
            "API1:2023",
          ],
        },
        "relationships": [
          {
            "kinds": [
              "relevant",
            ],
            "target": {
              "id": "639",
              "index": 7,
              "toolComponent": {
                "index": 0,
                "name": "CWE",
              },
            },
          },
          {
            "kinds": [
              "relevant",
            ],
            "target": {
              "id": "API1:2023",
              "index": 0,
              "toolComponent": {
                "index": 1,
                "name": "OWASP",
              },
            },
          },
        ],
        "shortDescription": {
          "text": "One user can read another user's object",
        },
      }
    `);
  });

  it('gives each finding a result with its place, its name and the exchange that proves it', () => {
    const run = logOf(sampleReport()).runs[0];
    const result = run?.results?.find(({ ruleId }) => ruleId === 'bola/foreign-object-read');
    expect(result).toMatchInlineSnapshot(`
      {
        "kind": "fail",
        "level": "error",
        "locations": [
          {
            "logicalLocations": [
              {
                "fullyQualifiedName": "GET /api/users/{user_id}#user_id",
                "kind": "parameter",
                "name": "GET /api/users/{user_id}",
              },
            ],
            "physicalLocation": {
              "artifactLocation": {
                "index": 0,
                "uri": "openapi.json",
              },
              "region": {
                "startLine": 1,
              },
            },
          },
        ],
        "message": {
          "text": "One user can read another user's object: GET /api/users/{user_id} (user_id). bob asked for alice's object with his own credentials and was given the private values that alice sees. Nobody asked whose object it is.",
        },
        "partialFingerprints": {
          "middlebrick/v1": "1642e8981072e8a0",
          "primaryLocationLineHash": "1642e8981072e8a0:1",
        },
        "properties": {
          "category": "bolaAuthorization",
          "confidence": "confirmed",
          "cvss": {
            "score": 7.1,
            "vector": "CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N",
          },
          "details": {
            "object": "alice's profile",
            "owner": "alice, because user_id equals her subject",
            "private values seen": "2 of 2",
          },
          "proof": [
            {
              "label": "alice (owner)",
              "role": "owner",
              "shows": [
                "email",
                "ssn",
              ],
              "status": 200,
            },
            {
              "label": "bob (someone else)",
              "role": "other",
              "shows": [
                "email",
                "ssn",
              ],
              "status": 200,
            },
            {
              "label": "bob, his own",
              "role": "own",
              "shows": [],
              "status": 200,
            },
            {
              "label": "anonymous",
              "role": "anonymous",
              "shows": [],
              "status": 401,
            },
            {
              "label": "bob, an id that does not exist",
              "role": "nonexistent",
              "shows": [],
              "status": 200,
            },
          ],
          "replay": {
            "curl": [
              "curl -H "Authorization: Bearer $BOB_TOKEN" 'http://127.0.0.1:5000/api/users/alice'",
            ],
            "variables": [
              "BOB_TOKEN",
            ],
          },
          "severity": "critical",
        },
        "rank": 95,
        "ruleId": "bola/foreign-object-read",
        "ruleIndex": 1,
        "taxa": [
          {
            "id": "639",
            "index": 7,
            "toolComponent": {
              "index": 0,
              "name": "CWE",
            },
          },
          {
            "id": "API1:2023",
            "index": 0,
            "toolComponent": {
              "index": 1,
              "name": "OWASP",
            },
          },
        ],
        "webRequest": {
          "headers": {
            "accept": "application/json",
            "authorization": "Bearer $BOB_TOKEN",
          },
          "method": "GET",
          "protocol": "HTTP",
          "target": "http://127.0.0.1:5000/api/users/alice",
        },
        "webResponse": {
          "body": {
            "text": "{"user_id":"alice","email":"a****@example.com","ssn":"***-**-6789","role":"member","created_at":"2026-11-02T08:12:44Z"}",
          },
          "headers": {
            "content-type": "application/json",
            "server": "Werkzeug/3.1.3 Python/3.11.2",
          },
          "protocol": "HTTP",
          "statusCode": 200,
        },
      }
    `);
    expect(
      run?.results?.map(({ ruleId, ruleIndex = -1 }) => run.tool.driver.rules?.[ruleIndex]?.id === ruleId),
    ).toEqual(Array(9).fill(true));
  });

  it('says what could not be told and what was not tested', () => {
    expect(logOf(sampleReport()).runs[0]?.invocations).toMatchInlineSnapshot(`
      [
        {
          "endTimeUtc": "2026-11-21T09:30:01.900Z",
          "executionSuccessful": true,
          "exitCodeDescription": "completed",
          "startTimeUtc": "2026-11-21T09:30:00.000Z",
          "toolExecutionNotifications": [
            {
              "descriptor": {
                "id": "inconclusive",
                "index": 0,
              },
              "level": "note",
              "message": {
                "text": "14 inconclusive: no object with a known owner (bola/foreign-collection, bola/foreign-object-read, bola/predictable-identifiers)",
              },
            },
            {
              "descriptor": {
                "id": "broken",
                "index": 1,
              },
              "level": "error",
              "message": {
                "text": "1 broken: the answer did not arrive within 10 s (auth/jwt-alg-none)",
              },
            },
            {
              "descriptor": {
                "id": "not-tested",
                "index": 2,
              },
              "level": "note",
              "message": {
                "text": "4 operations not tested: writes (a scan is read-only; test them by hand)",
              },
            },
            {
              "descriptor": {
                "id": "not-tested",
                "index": 2,
              },
              "level": "note",
              "message": {
                "text": "1 operation not tested: GET /maintenance/reset (looks as if it changes state)",
              },
            },
            {
              "descriptor": {
                "id": "not-tested",
                "index": 2,
              },
              "level": "note",
              "message": {
                "text": "1 check not tested: role separation (give an administrator: --as admin=bearer:…)",
              },
            },
          ],
        },
      ]
    `);
  });

  it('makes no links, placeholders or escapes of untrusted text', () => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error('the sample has findings');
    const message = logOf(reportOf([{ ...finding, message: hostile }])).runs[0]?.results?.[0]?.message.text;
    expect(message).toBe(
      'Tokens are signed with a secret that can be guessed: GET /api/profile. ' +
        '</script>\\\\x1b\\[2J\\[click\\](http://evil.example) {{0}} \\\\u202e',
    );
  });
});

describe('an audit in SARIF', () => {
  const [written] = sampleAudit().findings;
  if (written?.code === undefined) throw new Error('the sample has code');
  const { code } = written;
  const resultOf = (finding: Finding): Result | undefined => logOf(auditOf([finding])).runs[0]?.results?.[0];

  it('stands on its files, with the way of the value, and says what could not be read', () => {
    expect(logOf({ ...auditOf([written], sampleAudit().surface.warnings) }).runs[0]).toMatchInlineSnapshot(`
      {
        "artifacts": [
          {
            "location": {
              "uri": "services/notes/app/store.py",
              "uriBaseId": "%SRCROOT%",
            },
            "sourceLanguage": "python",
          },
          {
            "location": {
              "uri": "services/notes/app/routes/notes.py",
              "uriBaseId": "%SRCROOT%",
            },
            "sourceLanguage": "python",
          },
        ],
        "automationDetails": {
          "id": "middlebrick/audit/services/notes/",
        },
        "columnKind": "utf16CodeUnits",
        "invocations": [
          {
            "endTimeUtc": "2026-11-21T09:30:00.400Z",
            "executionSuccessful": true,
            "exitCodeDescription": "completed",
            "startTimeUtc": "2026-11-21T09:30:00.000Z",
            "toolExecutionNotifications": [
              {
                "descriptor": {
                  "id": "not-read",
                  "index": 0,
                },
                "level": "warning",
                "message": {
                  "text": "app/legacy.py line 12: this does not parse; the rest was audited.",
                },
              },
            ],
          },
        ],
        "originalUriBaseIds": {
          "%SRCROOT%": {
            "description": {
              "text": "The root of the repository.",
            },
          },
        },
        "properties": {
          "accesses": 6,
          "base": "services/notes",
          "documents": 1,
          "duration": "0.4 s",
          "files": 5,
          "frameworks": [
            "Flask",
            "Lambda",
          ],
          "languages": [
            "Python",
            "TypeScript",
          ],
          "lines": 62,
          "mode": "audit",
          "roles": 1,
          "routes": 6,
          "rules": 7,
          "stores": [
            "DynamoDB",
          ],
          "tables": 1,
          "target": "services/notes",
        },
        "results": [
          {
            "codeFlows": [
              {
                "threadFlows": [
                  {
                    "locations": [
                      {
                        "location": {
                          "message": {
                            "text": "owner comes from the path of the request",
                          },
                          "physicalLocation": {
                            "artifactLocation": {
                              "index": 1,
                              "uri": "services/notes/app/routes/notes.py",
                              "uriBaseId": "%SRCROOT%",
                            },
                            "region": {
                              "endColumn": 23,
                              "endLine": 10,
                              "startColumn": 1,
                              "startLine": 10,
                            },
                          },
                        },
                      },
                      {
                        "location": {
                          "message": {
                            "text": "owner is handed to rename",
                          },
                          "physicalLocation": {
                            "artifactLocation": {
                              "index": 1,
                              "uri": "services/notes/app/routes/notes.py",
                              "uriBaseId": "%SRCROOT%",
                            },
                            "region": {
                              "endColumn": 41,
                              "endLine": 11,
                              "startColumn": 5,
                              "startLine": 11,
                            },
                          },
                        },
                      },
                      {
                        "location": {
                          "message": {
                            "text": "Table.update_item reaches the store",
                          },
                          "physicalLocation": {
                            "artifactLocation": {
                              "index": 0,
                              "uri": "services/notes/app/store.py",
                              "uriBaseId": "%SRCROOT%",
                            },
                            "region": {
                              "endColumn": 6,
                              "endLine": 13,
                              "startColumn": 12,
                              "startLine": 9,
                            },
                          },
                        },
                      },
                    ],
                  },
                ],
              },
            ],
            "kind": "fail",
            "level": "error",
            "locations": [
              {
                "logicalLocations": [
                  {
                    "fullyQualifiedName": "PATCH /api/users/{owner}/notes#owner",
                    "kind": "parameter",
                    "name": "PATCH /api/users/{owner}/notes",
                  },
                ],
                "physicalLocation": {
                  "artifactLocation": {
                    "index": 0,
                    "uri": "services/notes/app/store.py",
                    "uriBaseId": "%SRCROOT%",
                  },
                  "contextRegion": {
                    "endLine": 15,
                    "snippet": {
                      "text": "
      def rename(owner, title):
          return table.update_item(
              Key={"owner": owner},
              UpdateExpression="SET title = :title",
              ExpressionAttributeValues={":title": title},
          )

      ",
                    },
                    "startLine": 7,
                  },
                  "region": {
                    "endColumn": 6,
                    "endLine": 13,
                    "snippet": {
                      "text": "table.update_item(
              Key={"owner": owner},
              UpdateExpression="SET title = :title",
              ExpressionAttributeValues={":title": title},
          )",
                    },
                    "startColumn": 12,
                    "startLine": 9,
                  },
                },
              },
            ],
            "message": {
              "text": "The request alone says whose item is written: PATCH /api/users/{owner}/notes (owner). owner of the path is the partition key of Table.update_item, and neither a check before it nor a condition of the write asks whether it belongs to the caller.",
            },
            "partialFingerprints": {
              "middlebrick/v1": "c5829ff7d5535c0c",
              "primaryLocationLineHash": "c5829ff7d5535c0c:1",
            },
            "properties": {
              "category": "bolaAuthorization",
              "confidence": "firm",
              "details": {
                "call": "Table.update_item",
                "operation": "PATCH /api/users/{owner}/notes",
                "origin": "path",
                "parameter": "owner",
                "table": "notes",
              },
              "kind": "found",
              "severity": "critical",
            },
            "rank": 75,
            "ruleId": "code/foreign-key-write",
            "ruleIndex": 0,
            "taxa": [
              {
                "id": "639",
                "index": 0,
                "toolComponent": {
                  "index": 0,
                  "name": "CWE",
                },
              },
              {
                "id": "API1:2023",
                "index": 0,
                "toolComponent": {
                  "index": 1,
                  "name": "OWASP",
                },
              },
            ],
          },
        ],
        "taxonomies": [
          {
            "informationUri": "https://cwe.mitre.org/",
            "isComprehensive": false,
            "name": "CWE",
            "organization": "MITRE",
            "shortDescription": {
              "text": "Common Weakness Enumeration",
            },
            "taxa": [
              {
                "helpUri": "https://cwe.mitre.org/data/definitions/639.html",
                "id": "639",
                "shortDescription": {
                  "text": "Authorization Bypass Through User-Controlled Key",
                },
              },
            ],
          },
          {
            "informationUri": "https://owasp.org/API-Security/editions/2023/en/0x11-t10/",
            "isComprehensive": false,
            "name": "OWASP",
            "organization": "OWASP",
            "shortDescription": {
              "text": "OWASP API Security Top 10, edition 2023",
            },
            "taxa": [
              {
                "helpUri": "https://owasp.org/API-Security/editions/2023/en/0x11-t10/",
                "id": "API1:2023",
                "shortDescription": {
                  "text": "Broken Object Level Authorization",
                },
              },
            ],
          },
        ],
        "tool": {
          "driver": {
            "name": "middlebrick",
            "notifications": [
              {
                "id": "not-read",
                "shortDescription": {
                  "text": "Some of the code could not be read.",
                },
              },
              {
                "id": "stopped",
                "shortDescription": {
                  "text": "The audit ended before it was done.",
                },
              },
            ],
            "rules": [
              {
                "defaultConfiguration": {
                  "level": "error",
                },
                "fullDescription": {
                  "text": "The request alone says whose item is written.",
                },
                "help": {
                  "markdown": "## The request alone says whose item is written

      Take the partition key from the verified identity, or put the owner into the ConditionExpression of the write.

      More:

      \`\`\`sh
      middlebrick explain identification-failures
      \`\`\`",
                  "text": "Take the partition key from the verified identity, or put the owner into the ConditionExpression of the write.",
                },
                "helpUri": "https://cwe.mitre.org/data/definitions/639.html",
                "id": "code/foreign-key-write",
                "name": "CodeForeignKeyWrite",
                "properties": {
                  "precision": "high",
                  "security-severity": "9.5",
                  "tags": [
                    "security",
                    "bolaAuthorization",
                    "external/cwe/cwe-639",
                    "CWE-639",
                    "API1:2023",
                  ],
                },
                "relationships": [
                  {
                    "kinds": [
                      "relevant",
                    ],
                    "target": {
                      "id": "639",
                      "index": 0,
                      "toolComponent": {
                        "index": 0,
                        "name": "CWE",
                      },
                    },
                  },
                  {
                    "kinds": [
                      "relevant",
                    ],
                    "target": {
                      "id": "API1:2023",
                      "index": 0,
                      "toolComponent": {
                        "index": 1,
                        "name": "OWASP",
                      },
                    },
                  },
                ],
                "shortDescription": {
                  "text": "The request alone says whose item is written",
                },
              },
            ],
            "semanticVersion": "0.1.0",
            "supportedTaxonomies": [
              {
                "index": 0,
                "name": "CWE",
              },
              {
                "index": 1,
                "name": "OWASP",
              },
            ],
            "version": "0.1.0",
          },
        },
      }
    `);
  });

  it('gives every result a rule, a file among the artifacts, and a fingerprint of its own', () => {
    const run = logOf(sampleAudit()).runs[0];
    const results = run?.results ?? [];
    expect(results.map(({ ruleId, ruleIndex = -1 }) => run?.tool.driver.rules?.[ruleIndex]?.id === ruleId)).toEqual(
      Array(8).fill(true),
    );
    const files = results.flatMap(({ locations = [] }) =>
      locations.map((one) => one.physicalLocation?.artifactLocation),
    );
    expect(files.map((file) => run?.artifacts?.[file?.index ?? -1]?.location?.uri)).toEqual(
      files.map((file) => file?.uri),
    );
    expect(new Set(results.map((one) => one.partialFingerprints?.['middlebrick/v1'])).size).toBe(8);
  });

  it('copies code as it stands in the file', () => {
    const place = { path: 'a.py', line: 2, column: 5, endLine: 2, endColumn: 9 };
    const frame = { startLine: 1, lines: ['one', '\tx = "\u202e"', 'three'] };
    expect(resultOf({ ...written, code: { place, frame, flow: [] } })?.locations?.[0]?.physicalLocation).toMatchObject({
      region: { startColumn: 5, endColumn: 9, snippet: { text: ' "\u202e"' } },
      contextRegion: { startLine: 1, endLine: 3, snippet: { text: 'one\n\tx = "\u202e"\nthree' } },
    });
  });

  it.each<[string, Code['frame']]>([
    ['a frame that was cut', { startLine: 9, lines: ['x'.repeat(200), '', '', '', ''] }],
    ['a frame without the end of the place', { startLine: 9, lines: ['x'] }],
    ['no frame', { startLine: 1, lines: [] }],
  ])('copies nothing of %s', (_name, frame) => {
    const location = resultOf({ ...written, code: { ...code, frame } })?.locations?.[0]?.physicalLocation;
    expect(location?.region).toEqual({ startLine: 9, startColumn: 12, endLine: 13, endColumn: 6 });
    expect(location?.contextRegion).toBeUndefined();
  });

  it.each([
    ['services/notes', 'a b/%20#1?.py', 'services/notes/a%20b/%2520%231%3F.py'],
    ['', 'c:/x.py', 'c%3A/x.py'],
    [undefined, '\ud800\n.py', '%EF%BF%BD%0A.py'],
  ])('makes a reference of every path: below %j, %j', (base, path, uri) => {
    const report = auditOf([{ ...written, code: { ...code, place: { ...code.place, path }, flow: [] } }]);
    const { base: _, ...audit } = report.audit ?? {};
    const log = logOf({ ...report, audit: { ...audit, ...(base === undefined ? {} : { base }) } as Report['audit'] });
    expect(log.runs[0]?.artifacts?.[0]?.location).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });
});

/** A scan of which one finding is known to stand in the code. */
function locatedReport(): Report {
  const report = sampleReport();
  const code = sampleAudit().findings[0]?.code;
  const findings = report.findings.map((finding) =>
    finding.check === 'bola/foreign-object-read' && code !== undefined ? { ...finding, code } : finding,
  );
  return { ...report, findings };
}

function logOf(report: Parameters<typeof renderSarif>[0]): Log {
  return JSON.parse(renderSarif(report)) as Log;
}

/** The schema of OASIS as draft 7: see the note beside it. */
function schema(): ValidateFunction {
  const text = readFileSync(new URL('./fixtures/sarif-schema-2.1.0.json', import.meta.url), 'utf8');
  const { id, $schema, ...rest } = JSON.parse(text) as { id: string; $schema: string; [key: string]: unknown };
  expect([id, $schema]).toEqual([
    'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    'http://json-schema.org/draft-04/schema#',
  ]);
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  return ajv.compile({ $id: id, ...rest });
}
