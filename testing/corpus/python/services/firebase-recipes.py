# Tokens of Firebase are verified; the cook of a new recipe is still taken from the form.
import os
import uuid
from functools import wraps

import boto3
from boto3.dynamodb.conditions import Key
from firebase_admin import auth, initialize_app
from flask import Flask, g, jsonify, request

initialize_app()
app = Flask(__name__)
recipes = boto3.resource('dynamodb').Table(os.environ['RECIPES'])


def firebase_user(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        header = request.headers.get('Authorization', '')
        try:
            decoded = auth.verify_id_token(header.split(' ', 1)[-1], check_revoked=True)
        except (auth.InvalidIdTokenError, ValueError):
            return jsonify(error='sign in first'), 401
        g.uid = decoded['uid']
        return view(*args, **kwargs)

    return wrapped


@app.get('/recipes')
@firebase_user
def index():
    found = recipes.query(KeyConditionExpression=Key('user_id').eq(g.uid))
    return jsonify([{'id': r['recipe_id'], 'title': r['title']} for r in found['Items']])


@app.post('/recipes')
@firebase_user
def create():
    form = request.get_json()
    recipe_id = str(uuid.uuid4())
    recipes.put_item(  # expect code/foreign-owner-created
        Item={'user_id': form['user_id'], 'recipe_id': recipe_id, 'title': form['title'], 'saved_by': g.uid}
    )
    return jsonify(id=recipe_id), 201


@app.post('/recipes/<recipe_id>/copy')
@firebase_user
def copy(recipe_id):
    found = recipes.get_item(Key={'user_id': g.uid, 'recipe_id': recipe_id}).get('Item')
    if found is None:
        return jsonify(error='no such recipe'), 404
    new_id = str(uuid.uuid4())
    recipes.put_item(Item={'user_id': g.uid, 'recipe_id': new_id, 'title': found['title'] + ' (copy)'})
    return jsonify(id=new_id), 201
