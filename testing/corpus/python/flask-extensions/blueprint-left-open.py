# Two blueprints, and only one of them asks for a token.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Blueprint, Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, verify_jwt_in_request

dynamodb = boto3.resource('dynamodb')
letters = Blueprint('letters', __name__, url_prefix='/letters')
drafts = Blueprint('drafts', __name__, url_prefix='/drafts')


@letters.before_request
def need_token():
    verify_jwt_in_request()


@letters.get('/')
def own_letters():
    page = dynamodb.Table('letters').query(KeyConditionExpression=Key('writer').eq(get_jwt_identity()))
    return jsonify([{'id': x['letter_id'], 'subject': x['subject']} for x in page['Items']])


@drafts.get('/<draft_id>')
def draft(draft_id):
    item = dynamodb.Table('drafts').get_item(Key={'draft_id': draft_id})['Item']  # expect code/missing-authentication
    return jsonify(subject=item['subject'])


@drafts.delete('/<draft_id>')
def drop(draft_id):
    dynamodb.Table('drafts').delete_item(Key={'draft_id': draft_id})  # expect code/missing-authentication
    return '', 204


def create_app():
    app = Flask(__name__)
    app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
    JWTManager(app)
    app.register_blueprint(letters)
    app.register_blueprint(drafts)
    return app
