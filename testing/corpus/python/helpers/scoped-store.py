# A store is made for a user, and each of its calls stays with that user.
import os
import uuid

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']


class UserStore:
    def __init__(self, user_id):
        self.partition = f'USER#{user_id}'
        self.table = boto3.resource('dynamodb').Table(os.environ['TABLE'])

    def get(self, kind, item_id):
        return self.table.get_item(Key={'pk': self.partition, 'sk': f'{kind}#{item_id}'}).get('Item')

    def all(self, kind):
        condition = Key('pk').eq(self.partition) & Key('sk').begins_with(f'{kind}#')
        return self.table.query(KeyConditionExpression=condition)['Items']

    def add(self, kind, values):
        item_id = uuid.uuid4().hex
        self.table.put_item(Item={'pk': self.partition, 'sk': f'{kind}#{item_id}', 'text': values['text']})
        return item_id


def store():
    return UserStore(session['user_id'])


@app.get('/memos/<memo_id>')
def memo(memo_id):
    item = store().get('MEMO', memo_id)
    if item is None:
        abort(404)
    return jsonify(text=item['text'])


@app.route('/memos', methods=['GET', 'POST'])
def memos():
    if request.method == 'POST':
        return jsonify(memo_id=store().add('MEMO', request.get_json())), 201
    return jsonify([m['text'] for m in store().all('MEMO')])
