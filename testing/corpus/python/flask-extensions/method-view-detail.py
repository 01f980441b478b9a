# The view class authenticates all its methods and authorises none of them.
import os

import boto3
from flask import Flask, abort, jsonify
from flask.views import MethodView
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)


class PrescriptionView(MethodView):
    decorators = [jwt_required()]

    def __init__(self):
        self.table = boto3.resource('dynamodb').Table('prescriptions')

    def get(self, prescription_id):
        item = self.table.get_item(Key={'prescription_id': prescription_id}).get('Item')  # expect code/foreign-key-read
        if item is None:
            abort(404)
        return jsonify(drug=item['drug'], dose=item['dose'])

    def delete(self, prescription_id):
        self.table.delete_item(Key={'prescription_id': prescription_id})  # expect code/foreign-key-write
        return '', 204


app.add_url_rule('/prescriptions/<prescription_id>', view_func=PrescriptionView.as_view('prescription'))
