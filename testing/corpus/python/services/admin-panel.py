# Staff may list and block accounts; the statistics beside them are open to whoever is signed in.
import os
from functools import wraps

import boto3
from flask import Blueprint, abort, jsonify
from flask_login import current_user, login_required

panel = Blueprint('panel', __name__, url_prefix='/panel')
accounts = boto3.resource('dynamodb').Table(os.environ['ACCOUNTS'])
RANKS = {'customer': 0, 'support': 1, 'admin': 2}


def rank(minimum):
    def decorate(view):
        @wraps(view)
        @login_required
        def inner(*args, **kwargs):
            if RANKS.get(current_user.role, 0) < RANKS[minimum]:
                abort(403)
            return view(*args, **kwargs)

        return inner

    return decorate


@panel.get('/accounts')
@rank('support')
def all_accounts():
    found = accounts.scan(ProjectionExpression='account_id, email', Limit=200)
    return jsonify([{'id': a['account_id'], 'email': a['email']} for a in found['Items']])


@panel.post('/accounts/<account_id>/block')
@rank('admin')
def block(account_id):
    accounts.update_item(
        Key={'account_id': account_id},
        UpdateExpression='SET blocked = :yes',
        ConditionExpression='attribute_exists(account_id)',
        ExpressionAttributeValues={':yes': True},
    )
    return '', 204


@panel.get('/accounts/newest')
@login_required
def newest():
    found = accounts.scan(ProjectionExpression='account_id, email, joined')  # expect code/table-scan
    latest = sorted(found['Items'], key=lambda a: a['joined'], reverse=True)[:20]
    return jsonify([{'id': a['account_id'], 'email': a['email']} for a in latest])
