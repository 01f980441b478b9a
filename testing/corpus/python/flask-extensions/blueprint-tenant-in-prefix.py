# The tenant stands in the prefix of the blueprint and is never compared with the token.
import boto3
from flask import Blueprint, abort, jsonify
from flask_jwt_extended import jwt_required

bp = Blueprint('billing', __name__, url_prefix='/tenants/<tenant_id>/billing')
plans = boto3.resource('dynamodb').Table('plans')


@bp.get('/plan')
@jwt_required()
def plan(tenant_id):
    item = plans.get_item(Key={'tenant_id': tenant_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        abort(404)
    return jsonify(name=item['name'], seats=int(item['seats']))
