# An accountant looks up the expenses of one employee in the whole table.
import os

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
expenses = boto3.resource('dynamodb').Table('expenses')


def require_role(role):
    if role not in get_jwt().get('roles', ()):
        abort(403)


@app.get('/accounting/expenses/<employee>')
@jwt_required()
def of_employee(employee):
    require_role('accountant')
    rows = [e for e in expenses.scan()['Items'] if e['employee'] == employee]
    return jsonify([{'day': e['day'], 'sum': str(e['sum'])} for e in rows])
