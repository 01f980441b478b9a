# The identity of a signed session, beside a list that everybody may read when signed in.
import os

from flask import abort, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

signer = URLSafeTimedSerializer(os.environ['SIGNING_KEY'], salt='session')


def load_identity():
    try:
        g.identity = signer.loads(request.cookies.get('session', ''), max_age=3600)['user']
    except (BadSignature, KeyError):
        abort(401)
