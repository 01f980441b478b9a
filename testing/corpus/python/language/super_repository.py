# The repository of orders is made by the class above, which reads what the path names.
import boto3
from flask import Flask, abort, jsonify
from flask_login import login_required

app = Flask(__name__)


class TableRepository:
    def __init__(self, name):
        self.table = boto3.resource("dynamodb").Table(name)

    def read(self, **key):
        return self.table.get_item(Key=key).get("Item")  # expect code/foreign-key-read


class OrderRepository(TableRepository):
    def __init__(self):
        super().__init__("orders")

    def by_id(self, order_id):
        return super().read(order_id=order_id)


orders = OrderRepository()


@app.get("/orders/<order_id>")
@login_required
def show(order_id):
    order = orders.by_id(order_id)
    if order is None:
        abort(404)
    return jsonify(id=order["order_id"], total=str(order["total"]))
