# The repository is asked with the caller's id and the number of the order.
import os

from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

from orders_repository import OrdersRepository
from presenters import for_buyer

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
repository = OrdersRepository()


@app.get('/orders/<order_id>')
@jwt_required()
def order(order_id):
    found = repository.find(get_jwt_identity(), order_id)
    if found is None:
        abort(404)
    return jsonify(for_buyer(found))
