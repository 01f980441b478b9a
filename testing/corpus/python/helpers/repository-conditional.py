# The repository deletes an album in one call that names its owner.
import os

import boto3
from boto3.dynamodb.conditions import Attr
from flask import Flask, abort
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)


class Albums:
    def __init__(self):
        self.table = boto3.resource('dynamodb').Table('albums')

    def remove(self, album_id, user):
        try:
            self.table.delete_item(Key={'album_id': album_id}, ConditionExpression=Attr('owner_id').eq(user))
        except self.table.meta.client.exceptions.ConditionalCheckFailedException:
            return False
        return True


@app.delete('/albums/<album_id>')
@jwt_required()
def remove(album_id):
    if not Albums().remove(album_id, get_jwt_identity()):
        abort(404)
    return '', 204
