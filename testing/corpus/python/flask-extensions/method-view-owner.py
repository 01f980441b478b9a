# Both methods of the view class are bound to the caller.
import os

import boto3
from boto3.dynamodb.conditions import Attr
from flask import Flask, abort, jsonify
from flask.views import MethodView
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)


class PrescriptionView(MethodView):
    decorators = [jwt_required()]

    def __init__(self):
        self.table = boto3.resource('dynamodb').Table('prescriptions')

    def get(self, prescription_id):
        item = self.table.get_item(Key={'prescription_id': prescription_id}).get('Item')
        if item is None or item['patient'] != get_jwt_identity():
            abort(404)
        return jsonify(drug=item['drug'], dose=item['dose'])

    def delete(self, prescription_id):
        self.table.delete_item(
            Key={'prescription_id': prescription_id},
            ConditionExpression=Attr('patient').eq(get_jwt_identity()),
        )
        return '', 204


app.add_url_rule('/prescriptions/<prescription_id>', view_func=PrescriptionView.as_view('prescription'))
