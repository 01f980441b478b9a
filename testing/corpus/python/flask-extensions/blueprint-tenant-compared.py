# Before any view of the blueprint runs, the tenant of the prefix is compared with that of the token.
import boto3
from flask import Blueprint, abort, jsonify, request
from flask_jwt_extended import get_jwt, verify_jwt_in_request

bp = Blueprint('billing', __name__, url_prefix='/tenants/<tenant_id>/billing')
plans = boto3.resource('dynamodb').Table('plans')


@bp.before_request
def only_own_tenant():
    verify_jwt_in_request()
    if request.view_args['tenant_id'] != get_jwt()['tenant_id']:
        abort(403)


@bp.get('/plan')
def plan(tenant_id):
    item = plans.get_item(Key={'tenant_id': tenant_id}).get('Item')
    if item is None:
        abort(404)
    return jsonify(name=item['name'], seats=int(item['seats']))
