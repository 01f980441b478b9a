# The same write with a version, reached only by administrators and by the owner.
import os

import boto3
from flask import Blueprint, abort, jsonify, request
from flask_jwt_extended import current_user, get_jwt, get_jwt_identity, jwt_required

bp = Blueprint('profiles', __name__)
profiles = boto3.resource('dynamodb').Table(os.environ['PROFILES'])


def owner_or_admin(user_id):
    if get_jwt_identity() == user_id:
        return
    if 'admin' in get_jwt().get('roles', []):
        return
    abort(403)


@bp.put('/profiles/<user_id>')
@jwt_required()
def update(user_id):
    owner_or_admin(user_id)
    body = request.get_json()
    profiles.update_item(
        Key={'user_id': user_id},
        UpdateExpression='SET display_name = :name, version = version + :one',
        ConditionExpression='version = :seen',
        ExpressionAttributeValues={':name': str(body['name']), ':one': 1, ':seen': int(body['version'])},
    )
    return '', 204


@bp.get('/profiles/<user_id>')
@jwt_required()
def read(user_id):
    owner_or_admin(user_id)
    found = profiles.get_item(Key={'user_id': user_id}, ProjectionExpression='display_name, version').get('Item')
    if not found:
        abort(404)
    return jsonify(found)
