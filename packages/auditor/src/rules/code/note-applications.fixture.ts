/*
 * Beginnings of small applications whose callers are signed in, so that a snippet shows only what its rule asks about.
 */

const flask = `import hmac, json, os, uuid
import boto3
from boto3.dynamodb.conditions import Attr, Key
from flask import Flask, abort, g, jsonify, request
from flask_jwt_extended import get_jwt, get_jwt_identity, jwt_required

app = Flask(__name__)
table = boto3.resource("dynamodb").Table("notes")
client = boto3.client("dynamodb")
`;

/** A view of Flask for one note of a user. `before` stands at the top of the module. */
export function flaskView(body: readonly string[], before: readonly string[] = []): string {
  return [
    flask,
    ...before,
    '@app.route("/users/<user_id>/notes/<note_id>", methods=["GET", "POST", "PATCH", "DELETE"])',
    '@jwt_required()',
    'def view(user_id, note_id):',
    ...body.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

/** A Lambda function in Python behind a JWT authorizer. */
export function pythonLambda(body: readonly string[], before: readonly string[] = []): string {
  return [
    'import base64, json, os, uuid',
    'import boto3',
    'from boto3.dynamodb.conditions import Attr, Key',
    '',
    'table = boto3.resource("dynamodb").Table(os.environ["NOTES_TABLE"])',
    ...before,
    'def handler(event, context):',
    '    me = event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]',
    ...body.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

const express = `import crypto from 'node:crypto';
import express from 'express';
import { expressjwt } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDBClient({}));
const TableName = 'notes';
const app = express();
app.use(express.json());
app.use(expressjwt({ secret: process.env.SECRET, algorithms: ['HS256'] }));
`;

/** A route of Express for one note of a user. `before` stands at the top of the module. */
export function expressRoute(body: readonly string[], before: readonly string[] = []): string {
  return [
    express,
    ...before,
    "app.all('/users/:userId/notes/:noteId', async (req, res) => {",
    ...body.map((line) => `  ${line}`),
    '});',
    '',
  ].join('\n');
}

/** A Lambda function in TypeScript behind a JWT authorizer. */
export function typescriptLambda(body: readonly string[], before: readonly string[] = []): string {
  return [
    "import { randomUUID } from 'node:crypto';",
    "import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';",
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
    "import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';",
    '',
    'const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));',
    'const TableName = process.env.NOTES_TABLE;',
    ...before,
    'export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {',
    '  const me = event.requestContext.authorizer.jwt.claims.sub;',
    ...body.map((line) => `  ${line}`),
    '};',
    '',
  ].join('\n');
}
