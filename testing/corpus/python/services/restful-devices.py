# Every method of the resources needs a token; turning a device on does not ask whose it is.
import os

import boto3
from flask import Flask, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required
from flask_restful import Api, Resource, abort, reqparse

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_KEY']
jwt = JWTManager(app)
api = Api(app)
devices = boto3.resource('dynamodb').Table('devices')
parser = reqparse.RequestParser()
parser.add_argument('name', type=str, required=True)


class Protected(Resource):
    method_decorators = [jwt_required()]


class Device(Protected):
    def get(self, device_id):
        found = devices.get_item(Key={'device_id': device_id}).get('Item')
        if not found:
            abort(404)
        if found['owner_id'] != get_jwt_identity():
            abort(403)
        return {'id': device_id, 'name': found['name']}

    def patch(self, device_id):
        devices.update_item(
            Key={'device_id': device_id},
            UpdateExpression='SET #n = :name',
            ConditionExpression='owner_id = :owner',
            ExpressionAttributeNames={'#n': 'name'},
            ExpressionAttributeValues={':name': parser.parse_args()['name'], ':owner': get_jwt_identity()},
        )
        return {'id': device_id}


class DevicePower(Protected):
    def put(self, device_id):
        devices.update_item(  # expect code/foreign-key-write
            Key={'device_id': device_id},
            UpdateExpression='SET powered = :on',
            ExpressionAttributeValues={':on': bool(request.json['on'])},
        )
        return {'id': device_id}


api.add_resource(Device, '/devices/<string:device_id>')
api.add_resource(DevicePower, '/devices/<string:device_id>/power')
