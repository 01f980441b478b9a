import os

import jwt
from flask import abort


def tenant_of(request):
    tenant_id = request.headers.get('X-Tenant-Id')  # expect code/identity-from-client-header
    if not tenant_id:
        abort(400)
    return tenant_id


def claims(request):
    token = request.headers.get('Authorization', '').removeprefix('Bearer ')
    try:
        return jwt.decode(token, os.environ['PUBLIC_KEY'], algorithms=['ES256'])
    except jwt.InvalidTokenError:
        abort(401)
