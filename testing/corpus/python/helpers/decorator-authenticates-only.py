# A decorator called authorized verifies the token, and an owner check is called for nothing.
import os
from functools import wraps

import boto3
import jwt
from flask import Flask, abort, g, jsonify, request

app = Flask(__name__)
table = boto3.resource('dynamodb').Table('recipes')


def authorized(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        token = request.headers.get('Authorization', '')[len('Bearer '):]
        try:
            g.user = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])
        except jwt.PyJWTError:
            abort(401)
        return view(*args, **kwargs)
    return wrapper


def is_owner(item):
    return item.get('cook') == g.user['sub']


@app.get('/recipes/<recipe_id>')
@authorized
def recipe(recipe_id):
    item = table.get_item(Key={'recipe_id': recipe_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        abort(404)
    return jsonify(title=item['title'], steps=item['steps'])


@app.get('/recipes/<recipe_id>/costs')
@authorized
def costs(recipe_id):
    item = table.get_item(Key={'recipe_id': recipe_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        abort(404)
    is_owner(item)
    return jsonify(costs=str(item['costs']))
