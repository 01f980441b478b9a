import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { audit } from '../../audit.ts';
import type { SourceFile } from '../../files/discover.ts';
import { auditReport } from '../../report.ts';
import rule from './secret-in-configuration.ts';

/** Put together here, so that nobody who looks for secrets finds them in this file. */
const password = ['b7Rk', 'walnut', '93'].join('-');
const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;

/** What is found in one file: the line, the message, and the text of the place. */
async function foundIn({ path, text }: SourceFile) {
  const { hits } = await audit({ code: [], documents: [], configuration: [{ path, text }], warnings: [] });
  const lines = text.split('\n');
  return hits
    .filter((hit) => hit.rule.id === rule.id)
    .map(({ place, message, details }) => {
      const marked = lines[place.line - 1]?.slice(place.column - 1, place.endColumn - 1);
      return [place.line, message, details?.what, marked];
    });
}

describe(rule.id, () => {
  test.each([
    ['.env', `A=1\nDB_PASSWORD=${password}\n`, 2, 'DB_PASSWORD'],
    ['.env.production', `export API_KEY="${password}" # of the shop\n`, 1, 'API_KEY'],
    ['prod.env', `SMTP_PASS='${password}'\n`, 1, 'SMTP_PASS'],
    ['application.properties', `spring.datasource.password = ${password}\n`, 1, 'spring.datasource.password'],
    ['setup.ini', `[db]\r\npassword: ${password}\r\n`, 2, 'password'],
    ['app.toml', `[jwt]\nsecret_key = "${password}"\n`, 2, 'secret_key'],
    [
      'docker-compose.yml',
      `services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=${password}\n`,
      4,
      'POSTGRES_PASSWORD',
    ],
    ['config/db.yaml', `production:\n  password: '${password}'\n`, 2, 'password'],
    ['k8s/api.yaml', `env:\n  - name: DB_PASSWORD\n    value: ${password}\n`, 3, 'DB_PASSWORD'],
    ['config.json', `{"db": {"user": "app", "password": "${password}"}}`, 1, 'password'],
    ['task.json', `{"environment": [{"name": "DB_PASSWORD", "value": "${password}"}]}`, 1, 'DB_PASSWORD'],
    ['template.yaml', `Environment:\n  Variables:\n    DB_PASSWORD: ${password}\n`, 3, 'DB_PASSWORD'],
    ['main.tf', `resource "x" "y" {\n  master_password = "${password}"\n}\n`, 2, 'master_password'],
    ['.env', `DB_PASSWORD=hunter2\n`.replace('hunter2', password.slice(0, 7)), 1, 'DB_PASSWORD'],
  ])('%s: %j', async (path, text, line, what) => {
    const [found, ...others] = await foundIn({ path, text });
    expect(others).toEqual([]);
    expect(found).toEqual([line, 'named', what, expect.stringMatching(/^b7Rk-wa(?:lnut-93)?$|^b7Rk-wa$/)]);
  });

  test.each([
    ['a token', '.env', `GITHUB=${token}\n`, 'A GitHub token', token],
    ['a token in a comment', 'app.ini', `# old: ${token}\n`, 'A GitHub token', token],
    ['a token in what is made to be copied', '.env.example', `GITHUB_TOKEN=${token}\n`, 'A GitHub token', token],
    ['a token in a pipeline', '.github/workflows/a.yml', `run: curl -H ${token}\n`, 'A GitHub token', token],
    ['a token, which has a name, too', '.env', `GITHUB_TOKEN=${token}\n`, 'A GitHub token', token],
    [
      'a password in an address',
      'alembic.ini',
      `url = postgres://app:${password}@db.internal/a\n`,
      'A password in an address',
      `postgres://app:${password}@db.internal/a`,
    ],
  ])('%s', async (_name, path, text, what, marked) => {
    expect(await foundIn({ path, text })).toEqual([[1, 'known', what, marked]]);
  });

  test.each([
    [
      'what is empty or filled in',
      '.env',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what stands in such files.
      'DB_PASSWORD=\nDB_PASSWORD=${PASSWORD}\nDB_PASSWORD=$PASSWORD\nAPI_KEY=<your password 1>\nSECRET=%(secret1)s\n',
    ],
    [
      'what stands for a secret',
      '.env',
      'A_PASSWORD=changeme\nB_PASSWORD=change-me-1\nAPI_KEY=xxxxxxxx\nSECRET_KEY=your-secret-key-1\nDB_PASSWORD=db_password\nE_PASSWORD=replace_me_2\n',
    ],
    [
      'words that everybody takes',
      '.env',
      'POSTGRES_PASSWORD=postgres\nDB_PASSWORD=secret123\nADMIN_PASSWORD=admin1\nMINIO_SECRET_KEY=minioadmin\n',
    ],
    ['what is made to be copied, and tests', '.env.example', `DB_PASSWORD=${password}\n`],
    ['settings of tests', '.env.test', `DB_PASSWORD=${password}\n`],
    ['a database of a pipeline', '.github/workflows/a.yml', `POSTGRES_PASSWORD: ${password}\n`],
    ['a comment', '.env', `# DB_PASSWORD=${password}\n`],
    [
      'what is encrypted or hashed',
      'secrets.yaml',
      `password: ENC[AES256_GCM,data:${password}]\napi_key: '{cipher}${password}'\nadmin_password: $2b$12$${password}\nsecret: !vault ${password}\n`,
    ],
    ['a sealed secret', 'k8s/a.yaml', `kind: SealedSecret\nspec:\n  encryptedData:\n    password: ${password}\n`],
    [
      'where it is kept',
      'values.yaml',
      'password: /prod/orders/v2/db\nsecret: orders-db-secret-v2\napiKey: arn:aws:ssm:eu-west-1:123456789012:parameter/k\ndbPassword: "{{resolve:secretsmanager:db1}}"\n',
    ],
    [
      'what other settings say',
      'config.json',
      '{"access_token": 3600, "password": true, "passwordPolicy": "b7Rk-walnut-93", "api_key": "X-Api-Key", "password_min": "12"}',
    ],
    ['labels', 'settings.yml', 'password: Passwort\napi_key: API-Schlüssel 1\nsecret: Geheimnis\n'],
    [
      'an expression of Terraform',
      'main.tf',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what stands in such files.
      'password = var.db_password1\nsecret_key = random_password.db1.result\napi_key = "${var.key1}"\n',
    ],
    [
      'functions of CloudFormation',
      'template.yaml',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what stands in such files.
      "MasterUserPassword: !Ref DbPassword1\nPassword: !Sub '${A}1'\nApiKey:\n  Ref: Key1\n",
    ],
  ])('fine: %s', async (_name, path, text) => {
    expect(await foundIn({ path, text })).toEqual([]);
  });

  test.each(['Vulnerable', 'Fine'])('the page has examples that are judged so: %s', async (heading) => {
    const page = readFileSync(new URL('./secret-in-configuration.md', import.meta.url), 'utf8');
    const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
    const blocks = [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)];
    expect(blocks).toHaveLength(2);
    for (const [, language, text = ''] of blocks) {
      const path = language === 'ini' ? '.env' : 'docker-compose.yml';
      expect((await foundIn({ path, text })).length > 0).toBe(heading === 'Vulnerable');
    }
  });

  test('nothing of a secret comes into the report', async () => {
    const several = `{"password": "${password}", "api_key": "${password}2", "token": "${token}"}`;
    const configuration = [
      { path: '.env', text: `DB_PASSWORD=${password}\nGITHUB=${token}\n` },
      { path: 'config.json', text: several },
    ];
    const code = [{ path: 'a.py', text: `import os\nprint("${password}")\neval(os.environ)  # ${token}\n` }];
    const audited = await audit({ code, documents: [], configuration, warnings: [] });
    const report = auditReport(audited, { target: '.', version: '1', startedAt: new Date(0) });
    const frames = report.findings.map(({ check, code: at }) => [check, at?.place.path, at?.frame.lines]);
    expect(frames).toContainEqual([rule.id, '.env', ['DB_PASSWORD=b7R***********', `GITHUB=ghp${'*'.repeat(37)}`, '']]);
    const text = JSON.stringify(report);
    expect([text.includes(password.slice(3)), text.includes(token.slice(3))]).toEqual([false, false]);
  });
});
