# One report binds its values, the other writes the words of the client into the statement.
import os

import boto3
from flask import Flask, g, jsonify, request

from .auth import load_identity

app = Flask(__name__)
app.before_request(load_identity)
client = boto3.client('dynamodb')
TABLE = os.environ['REPORTS']


def plain(rows):
    return [{'id': row['report_id']['S'], 'title': row['title']['S']} for row in rows]


@app.get('/reports')
def reports():
    found = client.execute_statement(
        Statement=f'SELECT report_id, title FROM "{TABLE}" WHERE owner = ? AND begins_with(report_id, ?)',
        Parameters=[{'S': g.identity}, {'S': request.args.get('year', '')}],
    )
    return jsonify(plain(found['Items']))


@app.get('/reports/search')
def search():
    word = request.args.get('q', '')
    found = client.execute_statement(  # expect code/partiql-injection
        Statement=f"SELECT report_id, title FROM \"{TABLE}\" WHERE owner = '{g.identity}' AND contains(title, '{word}')",
    )
    return jsonify(plain(found['Items']))
