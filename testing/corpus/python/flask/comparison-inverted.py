# The comparison turns away the owner, and in the second view it comes after the answer.
import os

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
jwt = JWTManager(app)
table = boto3.resource('dynamodb').Table('payslips')


@app.get('/employees/<employee_id>/payslips/<month>')
@jwt_required()
def payslip(employee_id, month):
    caller = get_jwt_identity()
    if employee_id == caller:
        abort(403)
    answer = table.get_item(Key={'employee_id': employee_id, 'month': month})  # expect code/foreign-key-read
    slip = answer.get('Item')
    if not slip:
        abort(404)
    return jsonify(month=slip['month'], net=str(slip['net']))


@app.get('/employees/<employee_id>/hours')
@jwt_required()
def hours(employee_id):
    item = table.get_item(Key={'employee_id': employee_id, 'month': 'hours'}).get('Item')  # expect code/foreign-key-read
    if item:
        return jsonify(hours=str(item['hours']))
    if employee_id != get_jwt_identity():
        abort(403)
    abort(404)
