# Reading asks whose invoice it is; paying does not.
import os
from decimal import Decimal

import boto3
from flask import Flask
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required
from flask_restx import Api, Namespace, Resource, fields

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
api = Api(app)
ns = Namespace('invoices')
api.add_namespace(ns, path='/invoices')
table = boto3.resource('dynamodb').Table(os.environ['INVOICES'])

invoice = ns.model('Invoice', {'invoice_id': fields.String, 'amount': fields.Float, 'paid': fields.Boolean})
payment = ns.model('Payment', {'amount': fields.Float(required=True)})


@ns.route('/<string:invoice_id>')
class Invoice(Resource):
    @jwt_required()
    @ns.marshal_with(invoice)
    def get(self, invoice_id):
        found = table.get_item(Key={'invoice_id': invoice_id}).get('Item')
        if not found or found['account'] != get_jwt_identity():
            ns.abort(404)
        return found


@ns.route('/<string:invoice_id>/payments')
class Payments(Resource):
    @jwt_required()
    @ns.expect(payment, validate=True)
    def post(self, invoice_id):
        table.update_item(  # expect code/foreign-key-write
            Key={'invoice_id': invoice_id},
            UpdateExpression='ADD received :amount',
            ExpressionAttributeValues={':amount': Decimal(str(ns.payload['amount']))},
        )
        return {'invoice_id': invoice_id}, 202

    @jwt_required()
    def delete(self, invoice_id):
        table.update_item(
            Key={'invoice_id': invoice_id},
            UpdateExpression='REMOVE received',
            ConditionExpression='account = :me',
            ExpressionAttributeValues={':me': get_jwt_identity()},
        )
        return '', 204
