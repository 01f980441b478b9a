# The repository looks whose album it is, then deletes it in a second call.
import os

import boto3
from flask import Flask, abort
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)


class NotYours(Exception):
    pass


class Albums:
    def __init__(self):
        self.table = boto3.resource('dynamodb').Table('albums')

    def owner_of(self, album_id):
        head = self.table.get_item(Key={'album_id': album_id}, ProjectionExpression='owner_id')
        return head.get('Item', {}).get('owner_id')

    def remove(self, album_id, user):
        if self.owner_of(album_id) != user:
            raise NotYours(album_id)
        self.table.delete_item(Key={'album_id': album_id})  # expect code/check-then-write-race


@app.delete('/albums/<album_id>')
@jwt_required()
def remove(album_id):
    try:
        Albums().remove(album_id, get_jwt_identity())
    except NotYours:
        abort(404)
    return '', 204
