# The owner is checked on a read, and the update that follows trusts it.
import os

import boto3
from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
recipes = boto3.resource('dynamodb').Table('recipes')


@app.put('/recipes/<recipe_id>/title')
def rename(recipe_id):
    current = recipes.get_item(Key={'recipe_id': recipe_id}).get('Item')
    if current is None or current['cook'] != session['user_id']:
        abort(404)
    recipes.update_item(  # expect code/check-then-write-race
        Key={'recipe_id': recipe_id},
        UpdateExpression='SET title = :t',
        ExpressionAttributeValues={':t': request.json['title']},
    )
    return jsonify(recipe_id=recipe_id)
