import os
import uuid

import boto3
from boto3.dynamodb.conditions import Key


class NoteStore:
    def __init__(self, table):
        self._table = table

    def of_workspace(self, workspace):
        found = self._table.query(
            KeyConditionExpression=Key('PK').eq(f'WORKSPACE#{workspace}') & Key('SK').begins_with('NOTE#'),
            Limit=100,
        )
        return [self._note(item) for item in found['Items']]

    def one(self, workspace, note_id):
        found = self._table.get_item(Key={'PK': f'WORKSPACE#{workspace}', 'SK': f'NOTE#{note_id}'})
        return self._note(found['Item']) if 'Item' in found else None

    def add(self, workspace, author, title, text):
        note_id = str(uuid.uuid4())
        self._table.put_item(
            Item={
                'PK': f'WORKSPACE#{workspace}',
                'SK': f'NOTE#{note_id}',
                'author': author,
                'title': title,
                'text': text,
            }
        )
        return note_id

    def remove(self, workspace, note_id):
        self._table.delete_item(Key={'PK': f'WORKSPACE#{workspace}', 'SK': f'NOTE#{note_id}'})  # expect code/foreign-key-write

    @staticmethod
    def _note(item):
        return {'id': item['SK'][5:], 'title': item['title'], 'text': item['text']}


def get_store() -> NoteStore:
    return NoteStore(boto3.resource('dynamodb').Table(os.environ['TABLE']))
