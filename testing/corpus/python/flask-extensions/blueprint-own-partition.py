# The blueprint authenticates every request, and the caller's id is the partition.
import os

import boto3
import jwt
from boto3.dynamodb.conditions import Key
from flask import Blueprint, abort, g, jsonify, request

bp = Blueprint('meters', __name__, url_prefix='/meters')
readings = boto3.resource('dynamodb').Table(os.environ['READINGS_TABLE'])


@bp.before_request
def authenticate():
    try:
        token = request.headers['Authorization'].split(' ', 1)[1]
        g.user_id = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
    except (KeyError, IndexError, jwt.PyJWTError):
        abort(401)


@bp.get('/<meter>/readings')
def meter_readings(meter):
    page = readings.query(
        KeyConditionExpression=Key('customer').eq(g.user_id) & Key('meter_day').begins_with(f'{meter}#'),
        Limit=31,
    )
    return jsonify([{'day': r['meter_day'], 'kwh': str(r['kwh'])} for r in page['Items']])
