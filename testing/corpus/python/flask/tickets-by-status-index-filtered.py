# The index by status is filtered by the customer of the session.
import os

import boto3
from boto3.dynamodb.conditions import Attr, Key
from flask import Flask, jsonify, request, session, abort

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
tickets = boto3.resource('dynamodb').Table('tickets')


@app.get('/tickets')
def list_tickets():
    if 'user_id' not in session:
        abort(401)
    result = tickets.query(
        IndexName='byStatus',
        KeyConditionExpression=Key('status').eq(request.args.get('status', 'open')),
        FilterExpression=Attr('customer').eq(session['user_id']),
    )
    return jsonify(tickets=[{'id': t['ticket_id'], 'title': t['title']} for t in result['Items']])
