# One route checks what the repository gives it, the other passes it on.
import os

from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

from orders_repository import OrdersRepository
from presenters import for_support

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
repository = OrdersRepository()


@app.get('/orders/<order_id>')
@jwt_required()
def order(order_id):
    found = repository.find(order_id)
    if found is None or found['buyer'] != get_jwt_identity():
        abort(404)
    return jsonify(order_id=found['order_id'], state=found['state'])


@app.get('/orders/<order_id>/support')
@jwt_required()
def support(order_id):
    found = repository.find(order_id)
    if found is None:
        abort(404)
    return jsonify(for_support(found))  # expect code/sensitive-attribute-returned
