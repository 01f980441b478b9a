# A schema loads the body and dumps the item, and its own messages are returned.
import os

import boto3
from flask import Flask, jsonify, request, session
from marshmallow import Schema, ValidationError, fields

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
contacts = boto3.resource('dynamodb').Table('contacts')


class ContactSchema(Schema):
    name = fields.String(required=True)
    phone = fields.String(required=True)


schema = ContactSchema()


@app.route('/contact', methods=['GET', 'PUT'])
def contact():
    user_id = session['user_id']
    if request.method == 'PUT':
        try:
            values = schema.load(request.get_json())
        except ValidationError as error:
            return jsonify(errors=error.messages), 422
        contacts.put_item(Item={**values, 'user_id': user_id})
    item = contacts.get_item(Key={'user_id': user_id}).get('Item', {})
    return jsonify(schema.dump(item))
