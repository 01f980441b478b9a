import type { Code, CodePlace } from '@middlebrick/model';

/** The files of the sample audit: a Flask service on DynamoDB, a function in TypeScript, and their template. */
const texts: Readonly<Record<string, string>> = {
  'app/settings.py': `import os

TABLE = os.environ["NOTES_TABLE"]
JWT_SECRET = "mK4*********************"
TOKEN_MINUTES = 30
`,
  'app/store.py': `import boto3

from .settings import TABLE

table = boto3.resource("dynamodb").Table(TABLE)


def rename(owner, title):
    return table.update_item(
        Key={"owner": owner},
        UpdateExpression="SET title = :title",
        ExpressionAttributeValues={":title": title},
    )


def page_of(owner, limit):
    return table.query(KeyConditionExpression=Key("owner").eq(owner), Limit=limit)["Items"]
`,
  'app/routes/notes.py': `from flask import Blueprint, jsonify, request

from ..store import page_of, rename, table

bp = Blueprint("notes", __name__)


@bp.patch("/api/users/<owner>/notes")
@login_required
def rename_note(owner):
    rename(owner, request.json["title"])
    return "", 204


@bp.get("/api/users/<owner>/notes")
@login_required
def list_notes(owner):
    found = table.query(KeyConditionExpression=Key("owner").eq(owner), ScanIndexForward=False, ConsistentRead=True)
    return jsonify(found["Items"])


@bp.get("/api/notes")
def all_notes():
    return jsonify(table.scan()["Items"])


@bp.get("/api/feed")
@login_required
def feed():
    return jsonify(page_of(session["user_id"], request.args.get("limit", type=int)))
`,
  'app/routes/admin.py': `@bp.get("/api/admin/notes")
def every_note():
    return jsonify(table.scan()["Items"])
`,
  'functions/export.ts': `export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
\tconst owner = event.requestContext.authorizer.jwt.claims.sub as string;
\tconst found = await documents.send(new GetCommand({ TableName: process.env.NOTES_TABLE, Key: { owner } }));
\treturn { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(found.Item ?? {}) };
};
`,
  'template.yaml': `  ExportRole:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: notes
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: [dynamodb:GetItem, dynamodb:Scan]
                Resource: !GetAtt NotesTable.Arn
`,
};

/** A step of the way of a value: a file, a stretch of its text, and what happens there. */
export type Step = readonly [path: string, stretch: string, note: string];

/** The code of a finding at a stretch of a file, with the lines around it. */
export function codeAt(path: string, stretch: string, steps: readonly Step[] = []): Code {
  const place = placeOf(path, stretch);
  const lines = (texts[path] ?? '').split('\n');
  const startLine = Math.max(1, place.line - 2);
  return {
    place,
    frame: { startLine, lines: lines.slice(startLine - 1, Math.min(lines.length, place.endLine + 2)) },
    flow: steps.map(([file, at, note]) => ({ place: placeOf(file, at), note })),
  };
}

function placeOf(path: string, stretch: string): CodePlace {
  const text = texts[path] ?? '';
  const start = text.indexOf(stretch);
  if (start === -1) throw new Error(`${path} does not hold ${stretch}`);
  const [from, to] = [positionOf(text, start), positionOf(text, start + stretch.length)];
  return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
