import os
from functools import wraps

import boto3
import jwt
from flask import abort, g, request

members = boto3.resource('dynamodb').Table(os.environ['MEMBERS_TABLE'])


def signed_in(view):
    @wraps(view)
    def inner(*args, **kwargs):
        header = request.headers.get('Authorization', '')
        if not header.startswith('Bearer '):
            abort(401)
        try:
            claims = jwt.decode(header[7:], os.environ['JWT_SECRET'], algorithms=['HS256'])
        except jwt.InvalidTokenError:
            abort(401)
        g.user_id = claims['sub']
        return view(*args, **kwargs)

    return inner


def member_of(org_id, at_least='viewer'):
    found = members.get_item(Key={'org_id': org_id, 'user_id': g.user_id})
    if 'Item' not in found:
        abort(404)
    if at_least == 'editor' and found['Item']['role'] == 'viewer':
        abort(403)
