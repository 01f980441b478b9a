# Somebody committed the marks of a conflict among the imports.
import os

import boto3
<<<<<<< HEAD
from flask import Flask, abort, jsonify
=======
from flask import Flask, jsonify
>>>>>>> feature/scores
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
teams = boto3.resource('dynamodb').Table('teams')


@app.get('/teams/<team_id>')
@jwt_required()
def team(team_id):
    item = teams.get_item(Key={'team_id': team_id}).get('Item')
    if item is None or item['captain'] != get_jwt_identity():
        abort(404)
    return jsonify(name=item['name'], players=item['players'])
