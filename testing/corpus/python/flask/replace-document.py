# A put replaces the document that the path names, whoever wrote it.
import datetime
import os

import boto3
from flask import Flask, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
documents = boto3.resource('dynamodb').Table('documents')


@app.put('/documents/<document_id>')
@jwt_required()
def replace_document(document_id):
    body = request.get_json()
    documents.put_item(  # expect code/foreign-key-write
        Item={
            'document_id': document_id,
            'text': body['text'],
            'edited_by': get_jwt_identity(),
            'edited_at': datetime.datetime.now(datetime.timezone.utc).isoformat(),
        },
    )
    return '', 204


@app.delete('/documents/<document_id>')
@jwt_required()
def delete_document(document_id):
    documents.delete_item(
        Key={'document_id': document_id},
        ConditionExpression='edited_by = :me',
        ExpressionAttributeValues={':me': get_jwt_identity()},
    )
    return '', 204
