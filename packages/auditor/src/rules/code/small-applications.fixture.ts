/*
 * Beginnings of the applications that tests of rules ask about: their tables, and callers that are signed in.
 */

const flaskHead = `import base64, json, logging, os, traceback, uuid
import boto3, jwt
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError
from flask import Flask, abort, jsonify, make_response, request, send_from_directory
from flask_jwt_extended import get_jwt, get_jwt_identity, jwt_required

app = Flask(__name__)
dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table("notes")
client = boto3.client("dynamodb")
log = logging.getLogger(__name__)
`;

const expressHead = `import express from 'express';
import jwt from 'jsonwebtoken';
import { expressjwt } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
`;

/** A Flask application: `table`, `client`, `log`, and the lines that are given. */
export function flask(...lines: readonly string[]): string {
  return [flaskHead, ...lines].join('\n');
}

/** A Flask application with one view for callers that are signed in. */
export function flaskView(path: string, ...body: readonly string[]): string {
  const parameters = [...path.matchAll(/<(\w+)>/g)].map(([, name = '']) => name);
  return flask(
    `@app.route("${path}", methods=["GET", "POST", "PUT", "DELETE"])`,
    '@jwt_required()',
    `def view(${parameters.join(', ')}):`,
    ...body.map((line) => `    ${line}`),
  );
}

/** An Express application: `app`, `db`, and the lines that are given. */
export function express(...lines: readonly string[]): string {
  return [expressHead, ...lines].join('\n');
}

/** An Express application with one route for callers that are signed in: `req.auth.sub`. */
export function expressRoute(path: string, ...body: readonly string[]): string {
  return express(
    "app.use(expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));",
    `app.all('${path}', async (req, res) => {`,
    ...body.map((line) => `  ${line}`),
    '});',
  );
}
