# The decorator fetches the recipe, compares its cook with the token and hands it to the view.
import os
from functools import wraps

import boto3
import jwt
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
table = boto3.resource('dynamodb').Table('recipes')


def with_own_recipe(view):
    @wraps(view)
    def wrapper(recipe_id):
        token = request.headers.get('Authorization', '')[len('Bearer '):]
        try:
            user = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
        except jwt.PyJWTError:
            abort(401)
        item = table.get_item(Key={'recipe_id': recipe_id}).get('Item')
        if item is None or item['cook'] != user:
            abort(404)
        return view(item)
    return wrapper


@app.get('/recipes/<recipe_id>')
@with_own_recipe
def recipe(item):
    return jsonify(title=item['title'], steps=item['steps'])


@app.get('/recipes/<recipe_id>/costs')
@with_own_recipe
def costs(item):
    return jsonify(costs=str(item['costs']))
